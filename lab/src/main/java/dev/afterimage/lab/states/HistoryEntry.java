// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * One event of a history.
 *
 * @param id its number, from 1
 * @param previous the event that it follows from, 0 for none
 * @param time when
 * @param type such as TaskFailed
 * @param details what its type carries; empty where the type carries nothing
 */
record HistoryEntry(
    long id, long previous, Instant time, String type, Optional<ObjectNode> details) {
  private static final Set<String> DATA =
      Set.of("input", "inputDetails", "output", "outputDetails", "parameters");

  HistoryEntry {
    requireNonNull(time, "time is null");
    requireNonNull(type, "type is null");
    requireNonNull(details, "details is null");
  }

  /** Returns the event as GetExecutionHistory answers it. */
  ObjectNode describe(boolean withData) {
    ObjectNode event = Json.object();
    event.set("timestamp", Timestamps.seconds(time));
    event.put("type", type).put("id", id).put("previousEventId", previous);
    details.ifPresent(d -> event.set(detailsName(), withData ? d : bare(d)));
    return event;
  }

  private String detailsName() {
    if (type.endsWith("StateEntered")) {
      return "stateEnteredEventDetails";
    }
    return type.endsWith("StateExited")
        ? "stateExitedEventDetails"
        : Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
  }

  /** Returns the details without the data of the execution. */
  static ObjectNode bare(ObjectNode details) {
    return details.deepCopy().remove(DATA);
  }
}
