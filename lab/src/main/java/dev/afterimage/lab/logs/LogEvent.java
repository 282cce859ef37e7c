// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;

/**
 * One event of a log stream.
 *
 * @param stream the stream's name
 * @param timestamp epoch milliseconds of the line itself
 * @param message the line
 * @param ingestionTime epoch milliseconds at which the service had it
 * @param number how many events the group had before
 */
public record LogEvent(
    String stream, long timestamp, String message, long ingestionTime, long number) {
  public LogEvent {
    requireNonNull(stream, "stream is null");
    requireNonNull(message, "message is null");
  }

  /** Returns the event as FilterLogEvents answers it. */
  public ObjectNode filtered() {
    return Json.object()
        .put("logStreamName", stream)
        .put("timestamp", timestamp)
        .put("message", message)
        .put("ingestionTime", ingestionTime)
        .put("eventId", "39%018d%013d%023d".formatted(number, timestamp, number));
  }

  /** Returns the event as GetLogEvents answers it. */
  ObjectNode plain() {
    return Json.object()
        .put("timestamp", timestamp)
        .put("message", message)
        .put("ingestionTime", ingestionTime);
  }

  /** Returns what the event counts against the size of a page. */
  int size() {
    return message.length() + 26;
  }
}
