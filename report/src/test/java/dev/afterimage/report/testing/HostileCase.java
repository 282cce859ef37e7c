// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.util.List;

/**
 * A case in which every text that AWS hands through from users is hostile: names of executions,
 * states, functions, streams, tags and people, payloads, errors, causes, log lines, definitions.
 */
public final class HostileCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> strings = HostileStrings.all();
  private final TestingHistory a = TestingHistory.of("good", TestingHistory.START, text(0));
  private final TestingHistory b =
      TestingHistory.of("bad", TestingHistory.START.plusSeconds(900), text(1));
  private final TestingLog log = new TestingLog();
  private final ObjectNode states = JSON.createObjectNode();

  private HostileCase() {}

  /** Returns the case; its strings are those of {@link HostileStrings}. */
  public static TestingCase build() {
    return new HostileCase().all();
  }

  private static String text(int value) {
    return JSON.createObjectNode().put("order", value).toString();
  }

  /** A name cannot be as long as a text: AWS bounds it, this bounds it far later. */
  private String name(int number) {
    String text = strings.get(number);
    return (text.length() > 600 ? text.substring(0, 600) : text) + number;
  }

  private TestingCase all() {
    for (int i = 0; i < strings.size(); i++) {
      step(i);
    }
    a.succeed(payload(0, "out"));
    b.fail(strings.get(0), strings.get(0));
    a.described("name", "good " + name(9));
    b.described("name", "bad " + name(1));
    return new TestingCase()
        .run(a)
        .run(b)
        .file("definition <img src=x onerror=window.hostile=1>.json", definition())
        .file("logs \u202E.json", log.answer())
        .file("trail.json", trail())
        .file("function.json", function())
        .file("not json <script>window.hostile=1</script>.json", strings.get(0));
  }

  private String payload(int number, String side) {
    ObjectNode payload = JSON.createObjectNode();
    payload.put(name(number), strings.get(number)).put("side", side + strings.get(number));
    return payload.toString();
  }

  private void step(int number) {
    String text = strings.get(number);
    String request = TestingLog.request(number);
    a.after(5).entered("Task", name(number), payload(number, "a"));
    a.scheduled("charge").started().after(20).served(request, "$LATEST");
    a.exited("Task", name(number), payload(number, "a out"));
    b.after(5).entered("Task", name(number), payload(number, "b"));
    b.scheduled("charge").started().after(20);
    b.failed(text, cause(text, TestingLog.request(1000 + number)));
    b.exited("Task", name(number), payload(number, "b out"));
    log.in(TestingLog.stream("$LATEST", number)).at(TestingHistory.START.plusMillis(25L * number));
    log.start(request).line(text).report(request, "20.00", "");
    log.at(TestingHistory.START.plusSeconds(900).plusMillis(25L * number));
    log.start(TestingLog.request(1000 + number)).line("[ERROR] " + text + ": " + text);
    log.report(TestingLog.request(1000 + number), "20.00", "");
    ObjectNode state = states.putObject(name(number)).put("Type", "Task").put("Comment", text);
    if (number + 1 < strings.size()) {
      state.put("Next", name(number + 1));
    } else {
      state.put("End", true);
    }
  }

  private static String cause(String text, String request) {
    ObjectNode cause = JSON.createObjectNode();
    cause.put("errorMessage", text).put("errorType", text).put("requestId", request);
    cause.putArray("stackTrace").add(text);
    return cause.toString();
  }

  private ObjectNode definition() {
    ObjectNode machine = JSON.createObjectNode().put("StartAt", name(0));
    machine.set("States", states);
    ObjectNode answer = JSON.createObjectNode();
    answer.put("stateMachineArn", TestingHistory.machineArn("orders"));
    return answer.put("definition", machine.toString()).put("updateDate", "2026-03-01T09:00:00Z");
  }

  private ObjectNode trail() {
    ArrayNode events = JSON.createArrayNode();
    for (int i = 0; i < strings.size(); i++) {
      ObjectNode event = JSON.createObjectNode();
      event.put("eventTime", TestingHistory.START.plusSeconds(100 + i).toString());
      event.put("eventName", "UpdateFunctionConfiguration20150331v2");
      event.put("eventSource", "lambda.amazonaws.com");
      event.putObject("userIdentity").put("userName", name(i));
      event
          .putObject("requestParameters")
          .put("functionName", "charge")
          .put("description", name(i));
      events.addObject().put("CloudTrailEvent", event.toString());
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.set("Events", events);
    return answer;
  }

  private ObjectNode function() {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode configuration = answer.putObject("Configuration");
    configuration.put("FunctionName", "charge").put("Version", "$LATEST");
    configuration.put("CodeSha256", "ab".repeat(32)).put("PackageType", "Image");
    configuration.put("Description", strings.get(0)).put("LastModified", "2026-03-01T08:00:00Z");
    answer
        .putObject("Code")
        .put("ImageUri", name(0))
        .put("ResolvedImageUri", name(1) + "@sha256:" + "ab".repeat(32));
    return answer;
  }
}
