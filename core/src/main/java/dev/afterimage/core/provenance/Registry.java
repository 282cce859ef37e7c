// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the evidence shows of the registry: images, their tags, pushes, and indexes. */
public final class Registry {
  private final Map<String, List<EvidenceRecord>> details = new HashMap<>();
  private final Map<String, Set<String>> platformsByIndex = new HashMap<>();
  private final Map<String, String> configurations = new HashMap<>();
  private final List<Push> pushes = new ArrayList<>();

  /**
   * A push of an image.
   *
   * @param by who pushed it; none where only the registry tells of it
   * @param tag the tag it was pushed with, where CloudTrail tells it
   */
  public record Push(
      String repository,
      String digest,
      Instant at,
      Optional<String> by,
      Optional<String> tag,
      Ref ref) {}

  private Registry() {}

  static Registry of(Evidence evidence, Trail trail) {
    Registry registry = new Registry();
    evidence.stream(Kind.IMAGE_DETAIL).forEach(registry::detail);
    evidence.stream(Kind.IMAGE)
        .forEach(
            image ->
                registry.manifest(
                    Json.text(image.get("imageId"), "imageDigest").orElse(""),
                    image.get("imageManifest")));
    trail.events().stream()
        .filter(event -> event.succeeded() && event.is("ecr", "PutImage"))
        .forEach(registry::put);
    registry.pushes.sort(Comparator.comparing(Push::at).thenComparing(Push::ref));
    return registry;
  }

  private void detail(EvidenceRecord record) {
    String digest = record.text("imageDigest").orElse("");
    details.computeIfAbsent(digest, key -> new ArrayList<>()).add(record);
    record
        .moment("imagePushedAt")
        .ifPresent(
            at ->
                pushes.add(
                    new Push(
                        record.text("repositoryName").orElse(""),
                        digest,
                        at,
                        Optional.empty(),
                        Optional.empty(),
                        record.ref("imagePushedAt").at(at))));
  }

  /** CloudTrail keeps the whole manifest, also of an image that is deleted by now. */
  private void put(TrailEvent event) {
    JsonNode id = event.response().path("image").path("imageId");
    Optional<String> digest = Json.text(id, "imageDigest");
    if (digest.isEmpty()) {
      return;
    }
    manifest(digest.get(), event.request().path("imageManifest"));
    pushes.add(
        new Push(
            Json.text(event.request(), "repositoryName").orElse(""),
            digest.get(),
            event.at(),
            Optional.of(event.actor()).filter(actor -> !actor.isEmpty()),
            Json.text(event.request(), "imageTag").or(() -> Json.text(id, "imageTag")),
            event.refTo("/requestParameters")));
  }

  private void manifest(String digest, JsonNode text) {
    JsonNode manifest =
        text.isTextual() ? Json.parse(text.textValue()).orElse(MissingNode.getInstance()) : text;
    Json.text(manifest.path("config"), "digest").ifPresent(d -> configurations.put(digest, d));
    for (JsonNode entry : manifest.path("manifests")) {
      String architecture = entry.path("platform").path("architecture").asText("");
      // Build attestations stand in an index beside the images, for no platform.
      if (!architecture.equals("unknown")) {
        Json.text(entry, "digest")
            .ifPresent(d -> platformsByIndex.computeIfAbsent(digest, k -> new TreeSet<>()).add(d));
      }
    }
  }

  /** Whether two digests are of one image: equal, or one is an index that lists the other. */
  public boolean isSame(String left, String right) {
    return left.equals(right) || lists(left, right) || lists(right, left);
  }

  /**
   * Whether the manifest with a digest names a configuration, which Docker calls the image's id.
   */
  public boolean isConfigurationOf(String configuration, String digest) {
    return configuration.equals(configurations.get(digest));
  }

  private boolean lists(String index, String digest) {
    return platformsByIndex.getOrDefault(index, Set.of()).contains(digest);
  }

  /** Returns what describe-images says of an image: of its digest, or of an index that lists it. */
  public Optional<EvidenceRecord> detail(String digest) {
    return details.getOrDefault(digest, List.of()).stream()
        .findFirst()
        .or(
            () ->
                platformsByIndex.keySet().stream()
                    .sorted()
                    .filter(index -> lists(index, digest))
                    .flatMap(index -> details.getOrDefault(index, List.of()).stream())
                    .findFirst());
  }

  /** Returns the image that a tag of a repository points to now. */
  public Optional<EvidenceRecord> tagged(String repository, String tag) {
    return details.values().stream()
        .flatMap(List::stream)
        .filter(image -> image.text("repositoryName").filter(repository::equals).isPresent())
        .filter(image -> hasTag(image, tag))
        .min(Comparator.comparing(EvidenceRecord::ref));
  }

  private static boolean hasTag(EvidenceRecord image, String tag) {
    for (JsonNode one : image.get("imageTags")) {
      if (one.asText("").equals(tag)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the pushes of an image in time; those that CloudTrail shows say who. */
  public List<Push> pushes(String digest) {
    return pushes.stream().filter(push -> isSame(push.digest(), digest)).toList();
  }

  /** Returns the pushes to a repository in time. */
  public List<Push> pushesTo(String repository) {
    return pushes.stream().filter(push -> push.repository().equals(repository)).toList();
  }
}
