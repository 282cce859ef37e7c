// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a question is about.
 *
 * @param start the start of the first run
 * @param end the end of the last
 */
record Window(Instant start, Instant end) {
  private static final Duration BEFORE = Duration.ofMinutes(2);

  /** Invocations go on after their run has failed, for as long as a function may take. */
  private static final Duration AFTER = Duration.ofMinutes(16);

  Window {
    requireNonNull(start, "start is null");
    requireNonNull(end, "end is null");
  }

  /** Returns the request for the lines of a group from a moment on. */
  ObjectNode ofLogs(String group, Instant from) {
    return Json.object()
        .put("logGroupName", group)
        .put("startTime", from.minus(BEFORE).toEpochMilli())
        .put("endTime", end.plus(AFTER).toEpochMilli());
  }

  Instant last() {
    return end.plus(AFTER);
  }
}
