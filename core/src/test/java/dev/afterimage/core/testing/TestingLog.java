// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Log events of Lambda sandboxes as filter-log-events prints them; each has a time of its own. */
public final class TestingLog {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ObjectNode> events = new ArrayList<>();
  private String stream = stream("$LATEST", 1);
  private Instant now = TestingHistory.START;

  /** Returns the name of a stream of a version. */
  public static String stream(String version, int number) {
    return String.format(Locale.ROOT, "2026/03/01/[%s]%032x", version, number);
  }

  /** Returns the id of a request. */
  public static String request(int number) {
    return String.format(Locale.ROOT, "%08x-1111-4222-8333-444455556666", number);
  }

  /** Goes to a stream. */
  public TestingLog in(String name) {
    stream = name;
    return this;
  }

  /** Goes to a moment. */
  public TestingLog at(Instant moment) {
    now = moment;
    return this;
  }

  /** Lets time pass before the next line. */
  public TestingLog after(long millis) {
    now = now.plus(millis, ChronoUnit.MILLIS);
    return this;
  }

  /** Adds a line. */
  public TestingLog line(String message) {
    ObjectNode event = JSON.createObjectNode();
    event.put("logStreamName", stream).put("timestamp", now.toEpochMilli());
    event.put("message", message).put("ingestionTime", now.toEpochMilli() + 2_000);
    event.put("eventId", String.format(Locale.ROOT, "%056d", events.size()));
    events.add(event);
    return this;
  }

  /** The process starts. */
  public TestingLog initStart() {
    return line("INIT_START Runtime Version: python:3.13.v10\tRuntime Version ARN: arn:r\n");
  }

  /** An invocation starts. */
  public TestingLog start(String requestId) {
    return line("START RequestId: " + requestId + " Version: $LATEST\n");
  }

  /** An invocation ends and is reported; {@code rest} follows the figures. */
  public TestingLog report(String requestId, String ms, String rest) {
    line("END RequestId: " + requestId + "\n");
    return line(
        "REPORT RequestId: "
            + requestId
            + "\tDuration: "
            + ms
            + " ms\tBilled Duration: 7 ms\tMemory Size: 128 MB\tMax Memory Used: 36 MB\t"
            + rest
            + "\n");
  }

  /** An invocation that takes a time and succeeds. */
  public TestingLog served(String requestId, long millis) {
    return start(requestId).after(millis).report(requestId, millis + ".00", "");
  }

  /** Returns the events. */
  public List<ObjectNode> events() {
    return List.copyOf(events);
  }

  /** Returns the answer of filter-log-events. */
  public ObjectNode answer() {
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("events").addAll(events);
    answer.putArray("searchedLogStreams");
    return answer;
  }

  /** Returns the answer of get-log-events, whose events name no stream. */
  public ObjectNode streamAnswer() {
    ObjectNode answer = JSON.createObjectNode();
    var array = answer.putArray("events");
    events.forEach(
        event -> array.add(event.deepCopy().without(List.of("logStreamName", "eventId"))));
    return answer.put("nextForwardToken", "f/1").put("nextBackwardToken", "b/1");
  }
}
