// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.trail;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * One record of the event history.
 *
 * @param record the record, as a delivered file holds it
 * @param time when the call was made
 * @param visible when lookups begin to show it
 * @param user the name that lookups print
 * @param resources what the call was about
 */
record TrailEvent(
    ObjectNode record, Instant time, Instant visible, String user, List<Resource> resources) {

  /** One thing that a call was about, such as {@code AWS::Lambda::Function}. */
  record Resource(String type, String name) {}

  TrailEvent {
    requireNonNull(record, "record is null");
    requireNonNull(time, "time is null");
    requireNonNull(visible, "visible is null");
    requireNonNull(user, "user is null");
    resources = List.copyOf(resources);
  }

  String text(String member) {
    return record.path(member).asText();
  }
}
