// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** One recognised record of an answer: its JSON and the place it was read from. */
public record EvidenceRecord(ObjectNode body, Ref ref, Answer answer) {
  public EvidenceRecord {
    requireNonNull(body, "body is null");
    requireNonNull(ref, "ref is null");
    requireNonNull(answer, "answer is null");
  }

  /** Returns the text of a field; none where it is missing or no text. */
  public Optional<String> text(String field) {
    return Json.text(body, field);
  }

  /** Returns the moment of a field; none where it is missing or no moment. */
  public Optional<Instant> moment(String field) {
    return Timestamps.parse(body.path(field));
  }

  /** Returns the value of a field; a missing node where there is none. */
  public JsonNode get(String field) {
    return body.path(field);
  }

  /** Returns the ref to a field of this record. */
  public Ref ref(String field) {
    return ref.child(field);
  }
}
