// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * One answer of AWS as a file holds it, or one page of it.
 *
 * @param kind what its records are
 * @param ref the answer as a whole
 * @param head its fields beside the array of records
 * @param call the call it answers, where a manifest tells it
 * @param whole whether the file holds it to its end, rather than being cut off in it
 */
public record Answer(
    Kind kind, Ref ref, ObjectNode head, Optional<ManifestCall> call, boolean whole) {
  public Answer {
    requireNonNull(kind, "kind is null");
    requireNonNull(ref, "ref is null");
    requireNonNull(head, "head is null");
    requireNonNull(call, "call is null");
  }

  /** Returns when it was asked; none without a manifest. */
  public Optional<Instant> askedAt() {
    return call.flatMap(ManifestCall::at);
  }

  /** Returns whether AWS said that there is more behind this page. */
  public boolean hasMore() {
    return Json.text(head, "nextToken")
        .or(() -> Json.text(head, "NextToken"))
        .or(() -> Json.text(head, "NextMarker"))
        .isPresent();
  }

  /** Returns a text of the request, where a manifest tells it. */
  public Optional<String> asked(String field) {
    return call.flatMap(c -> Json.text(c.request(), field));
  }
}
