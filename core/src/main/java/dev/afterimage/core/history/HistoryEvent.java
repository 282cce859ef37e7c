// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One event of a history, from get-execution-history or from a log group alike.
 *
 * @param id its place in the log of the execution, from 1
 * @param previousId the id of its causal parent; 0 where AWS names none
 * @param details its details object, whatever AWS calls it; a missing node where it has none
 * @param ref the details where there are any, else the event
 */
public record HistoryEvent(
    long id, long previousId, EventType type, Instant at, JsonNode details, Ref ref) {
  public HistoryEvent {
    requireNonNull(type, "type is null");
    requireNonNull(at, "at is null");
    requireNonNull(details, "details is null");
    requireNonNull(ref, "ref is null");
  }

  /** Reads an event of get-execution-history; none where it lacks an id, a type or a time. */
  static Optional<HistoryEvent> ofHistory(EvidenceRecord record) {
    Optional<Instant> at = record.moment("timestamp");
    Optional<Long> id = Json.whole(record.body(), "id");
    Optional<String> type = record.text("type");
    if (at.isEmpty() || id.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    long previous = Json.whole(record.body(), "previousEventId").orElse(0L);
    JsonNode details = MissingNode.getInstance();
    Ref ref = record.ref();
    for (Map.Entry<String, JsonNode> field : record.body().properties()) {
      if (field.getKey().endsWith("EventDetails") && field.getValue().isObject()) {
        details = field.getValue();
        ref = record.ref(field.getKey());
      }
    }
    return Optional.of(
        new HistoryEvent(
            id.get(), previous, EventType.parse(type.get()), at.get(), details, ref.at(at.get())));
  }

  /** Reads an event that Step Functions wrote into a log group; its numbers are texts. */
  static Optional<HistoryEvent> ofVended(EvidenceRecord record) {
    Optional<Instant> at = Timestamps.parse(record.get("event_timestamp"));
    Optional<Long> id = Json.whole(record.body(), "id");
    Optional<String> type = record.text("type");
    if (at.isEmpty() || id.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    long previous = Json.whole(record.body(), "previous_event_id").orElse(0L);
    Ref ref = record.ref();
    if (record.get("details").isObject()) {
      ref =
          ref.inner().isPresent()
              ? ref.inside(ref.inner().get() + "/details")
              : ref.child("details");
    }
    return Optional.of(
        new HistoryEvent(
            id.get(),
            previous,
            EventType.parse(type.get()),
            at.get(),
            record.get("details"),
            ref.at(at.get())));
  }

  /** Returns a text of the details. */
  public Optional<String> text(String field) {
    return Json.text(details, field);
  }

  /** Returns the ref to a field of the details. */
  public Ref ref(String field) {
    return ref.inner().isPresent() ? ref.inside(ref.inner().get() + "/" + field) : ref.child(field);
  }

  /** Returns the input, output or parameters that a field of the details holds. */
  public Payload payload(String field) {
    JsonNode value = details.path(field);
    boolean truncated = details.path(field + "Details").path("truncated").asBoolean(false);
    if (value.isMissingNode() || value.isNull()) {
      return Payload.missing(ref);
    }
    String text = value.isTextual() ? value.textValue() : value.toString();
    return new Payload(Optional.of(text), ref(field), truncated);
  }

  /** Returns the texts that an object of the details holds, by name. */
  Map<String, Payload> payloads(String field) {
    boolean truncated = details.path(field + "Details").path("truncated").asBoolean(false);
    Map<String, Payload> payloads = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : details.path(field).properties()) {
      String name = entry.getKey().replace("~", "~0").replace("/", "~1");
      Ref place =
          ref.inner().isPresent() ? ref(field + "/" + name) : ref(field).child(entry.getKey());
      payloads.put(
          entry.getKey(), new Payload(Optional.of(entry.getValue().asText()), place, truncated));
    }
    return payloads;
  }

  /**
   * Whether this event and another are the same, read twice: a history and a log group may tell
   * more or less of it, and write nothing as an empty object or not at all.
   */
  boolean isSameAs(HistoryEvent other) {
    return id == other.id
        && previousId == other.previousId
        && type.equals(other.type)
        && at.truncatedTo(ChronoUnit.MILLIS).equals(other.at.truncatedTo(ChronoUnit.MILLIS))
        && agrees(details, other.details);
  }

  private static boolean agrees(JsonNode here, JsonNode other) {
    return here.properties().stream()
        .filter(field -> other.has(field.getKey()) && !field.getKey().endsWith("Details"))
        .allMatch(field -> field.getValue().equals(other.get(field.getKey())));
  }
}
