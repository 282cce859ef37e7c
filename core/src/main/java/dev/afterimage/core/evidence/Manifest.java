// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the manifests of a case say: which runs were asked for, which call each file answers, which
 * calls failed.
 *
 * @param asked execution ARNs
 * @param entries the calls, answered by a file of this evidence or not
 * @param gaps the calls that failed
 * @param keyIds ids of the keys that values were redacted with
 */
public record Manifest(Set<String> asked, List<Entry> entries, List<Gap> gaps, Set<String> keyIds) {

  /** No manifest. */
  public static final Manifest NONE = new Manifest(Set.of(), List.of(), List.of(), Set.of());

  /**
   * A call with the file that answers it.
   *
   * @param file its path, where the manifest says so
   * @param sha256 of the file, where the manifest says so
   * @param enough whether of an answer with more pages all is here that was wanted
   */
  public record Entry(
      ManifestCall call, Optional<String> file, Optional<String> sha256, boolean enough) {}

  public Manifest {
    asked = Collections.unmodifiableSet(new TreeSet<>(asked));
    entries = List.copyOf(entries);
    gaps = List.copyOf(gaps);
    keyIds = Collections.unmodifiableSet(new TreeSet<>(keyIds));
  }

  /**
   * Returns the call that each file answers. A file is told by its content, so that it may be
   * renamed; of files with equal content any may answer any of their calls. A path tells a file
   * only where the manifest gives no digest for it.
   */
  public Map<FileId, ManifestCall> callsOf(List<FileId> files) {
    Map<String, Deque<Entry>> byDigest = new HashMap<>();
    Map<String, Entry> byPath = new HashMap<>();
    for (Entry entry : entries) {
      entry
          .sha256()
          .ifPresent(sha -> byDigest.computeIfAbsent(sha, key -> new ArrayDeque<>()).add(entry));
      entry.file().ifPresent(path -> byPath.put(path, entry));
    }
    Map<FileId, ManifestCall> calls = new HashMap<>();
    List<FileId> moved = new ArrayList<>();
    for (FileId file : files.stream().sorted().toList()) {
      Entry entry = byPath.get(file.path());
      if (entry == null || !entry.sha256().map(file.sha256()::equals).orElse(true)) {
        moved.add(file);
      } else {
        entry.sha256().map(byDigest::get).ifPresent(same -> same.remove(entry));
        calls.put(file, entry.call());
      }
    }
    for (FileId file : moved) {
      Entry entry = byDigest.getOrDefault(file.sha256(), new ArrayDeque<>()).poll();
      if (entry != null) {
        calls.put(file, entry.call());
      }
    }
    return calls;
  }

  /**
   * Returns a gap for each call whose answer is not here, or not whole.
   *
   * @param here the calls that a file of this evidence answers
   */
  List<Gap> gapsIn(Collection<ManifestCall> here) {
    Set<ManifestCall> answered = new HashSet<>(here);
    List<Gap> found = new ArrayList<>();
    for (Entry entry : entries) {
      ManifestCall call = entry.call();
      boolean promised = entry.file().isPresent() || entry.sha256().isPresent();
      if (promised && !answered.contains(call)) {
        found.add(gap(call, "", "the manifest lists it, and no file here is it"));
      } else if (!call.complete()
          && !entry.enough()
          && !call.operation().equals("GetExecutionHistory")) {
        // Of a history its own events tell what is missing.
        found.add(gap(call, "a part of ", "not every page of it was fetched"));
      }
    }
    return found;
  }

  private static Gap gap(ManifestCall call, String part, String why) {
    return Gap.closable(
        part + "the answer of " + call.api(),
        why,
        call.api(),
        "what it would have said is unknown");
  }

  /** Reads the manifests among the records of a case. */
  static Manifest of(List<EvidenceRecord> records) {
    Builder builder = new Builder();
    records.forEach(builder::add);
    return new Manifest(builder.asked, builder.entries, builder.gaps, builder.keyIds);
  }

  private static final class Builder {
    private final Set<String> asked = new TreeSet<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final Set<String> keyIds = new TreeSet<>();

    void add(EvidenceRecord manifest) {
      manifest.get("asked").forEach(arn -> asked.add(arn.asText()));
      Json.text(manifest.get("redaction"), "keyId").ifPresent(keyIds::add);
      String path = manifest.ref().file().path();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      int index = 0;
      for (JsonNode call : manifest.get("calls")) {
        addCall(call, manifest.ref("calls").child(index++), folder);
      }
      manifest.get("gaps").forEach(this::addGap);
    }

    private void addCall(JsonNode node, Ref ref, String folder) {
      ObjectNode request =
          node.path("request") instanceof ObjectNode object
              ? object
              : JsonNodeFactory.instance.objectNode();
      ManifestCall call =
          new ManifestCall(
              node.path("api").asText(""),
              request,
              Timestamps.parse(node.path("at")),
              node.path("complete").asBoolean(true),
              ref);
      entries.add(
          new Entry(
              call,
              Json.text(node, "file").map(folder::concat),
              Json.text(node, "sha256"),
              node.path("enough").asBoolean(false)));
    }

    private void addGap(JsonNode node) {
      gaps.add(
          new Gap(
              node.path("call").asText("a call") + " was not answered",
              node.path("error").asText("the manifest gives no reason"),
              Json.text(node, "iamAction"),
              "what it would have said is unknown"));
    }
  }
}
