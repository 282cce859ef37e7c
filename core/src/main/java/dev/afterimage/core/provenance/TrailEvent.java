// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Answer;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.history.FunctionName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A CloudTrail event.
 *
 * @param name the event's name; Lambda's carry the date of their API behind it
 * @param body the event as CloudTrail wrote it
 * @param answer the answer that holds it
 */
public record TrailEvent(
    String name, String source, Instant at, ObjectNode body, Answer answer, Ref ref) {
  public TrailEvent {
    requireNonNull(name, "name is null");
    requireNonNull(source, "source is null");
    requireNonNull(at, "at is null");
    requireNonNull(body, "body is null");
    requireNonNull(answer, "answer is null");
    requireNonNull(ref, "ref is null");
  }

  /** Reads a record of a delivered file, or the text that lookup-events gives. */
  static Optional<TrailEvent> of(EvidenceRecord record) {
    Optional<String> text = record.text("CloudTrailEvent");
    if (text.isPresent()) {
      return Json.parseObject(text.get())
          .flatMap(body -> of(body, record, record.ref("CloudTrailEvent").inside("")));
    }
    return of(record.body(), record, record.ref());
  }

  private static Optional<TrailEvent> of(ObjectNode body, EvidenceRecord record, Ref ref) {
    Optional<Instant> at = Timestamps.parse(body.path("eventTime"));
    Optional<String> name = Json.text(body, "eventName");
    return at.flatMap(
        moment ->
            name.map(
                n ->
                    new TrailEvent(
                        n,
                        Json.text(body, "eventSource").orElse(""),
                        moment,
                        body,
                        record.answer(),
                        ref.at(moment))));
  }

  /** Returns who did it: user, role session or service; empty where the event does not say. */
  public String actor() {
    JsonNode identity = body.path("userIdentity");
    return Json.text(identity, "userName")
        .or(() -> Json.text(identity, "arn").map(arn -> arn.substring(arn.indexOf('/') + 1)))
        .or(() -> Json.text(identity, "invokedBy"))
        .or(() -> Json.text(identity, "principalId"))
        .orElse("");
  }

  /** Returns the look-up attributes that find this event. */
  Set<String> marks() {
    Set<String> marks = new TreeSet<>(Set.of("EventName=" + name, "EventSource=" + source));
    function().ifPresent(function -> marks.add("ResourceName=" + function));
    Json.text(body.path("userIdentity"), "userName").ifPresent(u -> marks.add("Username=" + u));
    if (body.path("readOnly").asBoolean(false)) {
      marks.add("ReadOnly=true");
    }
    return marks;
  }

  /** Whether the call was made, rather than refused. */
  public boolean succeeded() {
    return Json.text(body, "errorCode").isEmpty();
  }

  /** Whether this is the operation of a service, whatever API date its name carries. */
  public boolean is(String service, String operation) {
    return source.equals(service + ".amazonaws.com")
        && name.startsWith(operation)
        && name.substring(operation.length()).matches("(20\\d{6}(v\\d+)?)?");
  }

  /** Returns what the call asked for. */
  public JsonNode request() {
    return body.path("requestParameters");
  }

  /** Returns what the call answered. */
  public JsonNode response() {
    return body.path("responseElements");
  }

  /** Returns the ref to a place in the event. */
  public Ref refTo(String pointer) {
    return ref.below(pointer);
  }

  /** Returns the Lambda function that the call names. */
  public Optional<String> function() {
    return Json.text(request(), "functionName")
        .or(() -> Json.text(response(), "functionName"))
        .flatMap(FunctionName::parse)
        .map(FunctionName::name);
  }
}
