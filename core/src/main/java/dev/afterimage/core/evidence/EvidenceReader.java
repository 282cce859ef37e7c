// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a case in passes: scan every file, take the manifest from those that hold one, then read
 * each file's records with the call that it answers.
 */
public final class EvidenceReader {
  private final EvidenceSource source;
  private final Map<FileId, FileScan> scans = new HashMap<>();
  private final Evidence.Builder evidence = new Evidence.Builder();
  private final List<FileReader.ReadAnswer> logLines = new ArrayList<>();

  private EvidenceReader(EvidenceSource source) {
    this.source = source;
  }

  /** Reads the folder, .zip or file at {@code path}. */
  public static Evidence read(Path path) throws EvidenceException {
    return read(List.of(path));
  }

  /**
   * Reads the folder, .zip or file at each path as one case.
   *
   * @throws EvidenceException where there is nothing to read
   */
  public static Evidence read(List<Path> paths) throws EvidenceException {
    List<EvidenceSource> sources = new ArrayList<>();
    try {
      for (Path path : paths) {
        sources.add(EvidenceSource.open(path, Limits.DEFAULT));
      }
      return new EvidenceReader(EvidenceSource.all(sources)).read();
    } finally {
      for (EvidenceSource source : sources) {
        source.close();
      }
    }
  }

  private Evidence read() {
    source.unreadable().forEach(evidence::gap);
    for (EvidenceFile file : source.files()) {
      evidence.file(file.id());
      scans.put(file.id(), FileScan.of(file));
    }
    Manifest manifest = manifest();
    evidence.manifest(manifest);
    Map<FileId, ManifestCall> calls =
        manifest.callsOf(source.files().stream().map(EvidenceFile::id).toList());
    manifest.gapsIn(calls.values()).forEach(evidence::gap);
    for (EvidenceFile file : source.files()) {
      read(file, Optional.ofNullable(calls.get(file.id())));
    }
    return evidence.build();
  }

  private Manifest manifest() {
    List<EvidenceRecord> found = new ArrayList<>();
    for (EvidenceFile file : source.files()) {
      FileScan scan = scan(file);
      if (scan.roots().stream().anyMatch(EvidenceReader::isManifest)) {
        new FileReader(file, scan, Optional.empty())
            .read(read -> read.items().forEach(item -> found.add(record(read, item))));
      }
    }
    Manifest manifest = Manifest.of(found);
    warnOfRedaction(found, manifest);
    return manifest;
  }

  private void warnOfRedaction(List<EvidenceRecord> manifests, Manifest manifest) {
    boolean revealed =
        manifests.stream()
            .anyMatch(record -> record.get("redaction").path("revealed").asBoolean(false));
    if (revealed) {
      evidence.warning("the case is not redacted: it was collected with --reveal");
    }
    if (manifest.keyIds().size() > 1) {
      evidence.warning(
          "the case was redacted with the keys "
              + String.join(" and ", manifest.keyIds())
              + ": whether redacted values under different keys are equal is unknown");
    }
  }

  private static boolean isManifest(RootValue root) {
    return root.shape().filter(shape -> shape.kind() == Kind.MANIFEST).isPresent();
  }

  private FileScan scan(EvidenceFile file) {
    return scans.getOrDefault(file.id(), new FileScan(List.of(), Optional.empty(), false));
  }

  private void read(EvidenceFile file, Optional<ManifestCall> call) {
    FileScan scan = scan(file);
    if (isEmptyConcurrency(file, scan, call)) {
      noReservedConcurrency(file, call);
      return;
    }
    logLines.clear();
    FileReader.Counts counts = new FileReader(file, scan, call).read(this::accept);
    if (!logLines.isEmpty()) {
      // Lines of one file are one answer, whatever stream they are of.
      evidence.logs(new LogPage(logLines.get(0).answer(), events(logLines)));
    }
    reportOn(file, scan, counts);
  }

  private void reportOn(EvidenceFile file, FileScan scan, FileReader.Counts counts) {
    boolean read = counts.used() > 0;
    if (scan.problem().isPresent()) {
      String effect = read ? "what can be read of it is used" : "nothing of it is used";
      String broken = scan.lines() ? " has lines that are no JSON" : " is cut off";
      String what = "the file " + file.id() + (read ? broken : "");
      evidence.gap(Gap.of(what, scan.problem().get(), effect));
    } else if (scan.roots().isEmpty()) {
      evidence.gap(Gap.of("the file " + file.id(), "it is empty", "nothing of it is used"));
    }
    if (counts.unknown() > 0) {
      evidence.warning(
          file.id() + ": " + (read ? "a part of it" : "it") + " is no known AWS answer");
    }
  }

  /** The AWS CLI prints nothing, or {@code {}}, for a function without reserved concurrency. */
  private static boolean isEmptyConcurrency(
      EvidenceFile file, FileScan scan, Optional<ManifestCall> call) {
    boolean empty =
        scan.problem().isEmpty()
            && (scan.roots().isEmpty()
                || (scan.roots().size() == 1
                    && !scan.roots().get(0).bare()
                    && scan.roots().get(0).keys().isEmpty()));
    boolean asked =
        call.map(c -> c.operation().equals("GetFunctionConcurrency"))
            .orElse(file.id().path().toLowerCase(Locale.ROOT).contains("concurrency"));
    return empty && asked;
  }

  private void noReservedConcurrency(EvidenceFile file, Optional<ManifestCall> call) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Ref ref = Ref.of(file.id(), Location.Pointer.ROOT);
    Answer answer = new Answer(Kind.RESERVED_CONCURRENCY, ref, body, call, true);
    evidence.answer(answer);
    evidence.record(Kind.RESERVED_CONCURRENCY, new EvidenceRecord(body, ref, answer));
  }

  private void accept(FileReader.ReadAnswer read) {
    Kind kind = read.answer().kind();
    evidence.answer(read.answer());
    if (kind == Kind.MANIFEST) {
      return;
    }
    if (kind == Kind.LOG_EVENT || kind == Kind.QUERY_ROW) {
      logs(read);
      return;
    }
    read.items().forEach(item -> evidence.record(kind, record(read, item)));
  }

  private static EvidenceRecord record(FileReader.ReadAnswer read, FileReader.Item item) {
    return new EvidenceRecord(item.body(), item.ref(), read.answer());
  }

  private void logs(FileReader.ReadAnswer read) {
    boolean line =
        read.items().size() == 1 && read.items().get(0).ref().equals(read.answer().ref());
    if (line) {
      logLines.add(read);
    } else {
      evidence.logs(new LogPage(read.answer(), events(List.of(read))));
    }
  }

  /** Returns the log events of answers, without those that are events of Step Functions. */
  private List<LogEvent> events(List<FileReader.ReadAnswer> answers) {
    List<LogEvent> events = new ArrayList<>();
    for (FileReader.ReadAnswer read : answers) {
      for (FileReader.Item item : read.items()) {
        logEvent(read.answer(), item)
            .filter(event -> !isVended(read.answer(), item, event))
            .ifPresent(events::add);
      }
    }
    return events;
  }

  private boolean isVended(Answer answer, FileReader.Item item, LogEvent event) {
    Optional<ObjectNode> vended = vended(event.message());
    // A tool may have parsed the message: the event then stands in the file itself.
    boolean text = !item.body().path("message").isObject();
    Ref ref = text ? event.ref().inside("") : event.ref();
    vended.ifPresent(
        body -> evidence.record(Kind.VENDED_EVENT, new EvidenceRecord(body, ref, answer)));
    return vended.isPresent();
  }

  /** Step Functions writes its history into a log group where its logging is on. */
  private static Optional<ObjectNode> vended(String message) {
    return message.contains("\"execution_arn\"")
        ? Json.parseObject(message).filter(node -> Kind.VENDED_EVENT.matches(keys(node)) > 0)
        : Optional.empty();
  }

  private static Set<String> keys(ObjectNode node) {
    Set<String> keys = new HashSet<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static Optional<LogEvent> logEvent(Answer answer, FileReader.Item item) {
    ObjectNode body = item.body();
    if (answer.kind() == Kind.QUERY_ROW) {
      Optional<Instant> at = Timestamps.parse(body.path("@timestamp"));
      // A log group stands in a query as account:name.
      Optional<String> group =
          Json.text(body, "@log").map(log -> log.substring(log.indexOf(':') + 1));
      Ref ref = QueryRows.ref(body, item.ref(), "@message");
      return Json.text(body, "@message")
          .flatMap(
              message ->
                  at.map(
                      moment ->
                          new LogEvent(
                              group,
                              Json.text(body, "@logStream"),
                              moment,
                              message,
                              ref.at(moment))));
    }
    Optional<String> group =
        Json.text(body, "logGroupName")
            .or(() -> Json.text(answer.head(), "logGroup"))
            .or(() -> answer.asked("logGroupName"))
            .or(() -> answer.asked("logGroupIdentifier").map(EvidenceReader::groupName));
    Optional<String> stream =
        Json.text(body, "logStreamName")
            .or(() -> Json.text(answer.head(), "logStream"))
            .or(() -> answer.asked("logStreamName"));
    return Timestamps.parse(body.path("timestamp"))
        .map(
            at ->
                new LogEvent(
                    group,
                    stream,
                    at,
                    text(body.path("message")),
                    item.ref().child("message").at(at)));
  }

  /** A tool may have parsed a message that is JSON: its text stands for it. */
  private static String text(JsonNode message) {
    return message.isTextual() ? message.textValue() : message.toString();
  }

  /** A log group may be asked for by its ARN. */
  private static String groupName(String identifier) {
    int name = identifier.lastIndexOf(":log-group:");
    return name < 0 ? identifier : identifier.substring(name + 11).replaceFirst(":\\*$", "");
  }
}
