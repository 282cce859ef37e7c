// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Two runs of a workflow with one function, as a case: {@code List}, then {@code Each}, a Map of
 * one call an item. What is not said is healthy: same code, same configuration, nothing in the
 * trail.
 */
final class TestingScenario {
  static final String FUNCTION = "worker";
  static final Instant START_A = TestingHistory.START;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGEST = "1".repeat(64);

  private final List<TestingCall> a = new ArrayList<>();
  private final List<TestingCall> b = new ArrayList<>();
  private final TestingCase files = new TestingCase();
  private final ObjectNode configuration = JSON.createObjectNode();
  private final ArrayNode trail = JSON.createArrayNode();
  private final ArrayNode metrics = JSON.createArrayNode();
  private String inputA = "{\"order\":7}";
  private String inputB = "{\"order\":7}";
  private String definitionA = definition("");
  private String definitionB = definition("");
  private Duration apart = Duration.ofMinutes(15);
  private boolean withLogs = true;
  private boolean withTrail = true;
  private boolean withFunction = true;
  private boolean withBaseline = true;
  private int requests;

  TestingScenario() {
    configuration.put("FunctionName", FUNCTION).put("Version", "$LATEST");
    configuration.put("CodeSha256", DIGEST).put("PackageType", "Image");
    configuration.put("LastModified", "2026-02-01T00:00:00.000+0000");
    configuration.put("Timeout", 60).put("MemorySize", 512);
  }

  /** Returns a definition; {@code extra} are further fields of the task, as {@code ,"X":1}. */
  static String definition(String extra) {
    return ("{'StartAt':'List','States':{'List':{'Type':'Pass','Next':'Each'},'Each':{'Type':'Map',"
            + "'ItemProcessor':{'StartAt':'Work','States':{'Work':{'Type':'Task',"
            + "'Resource':'arn:aws:states:::lambda:invoke','End':true"
            + extra
            + "}}},'End':true}}}")
        .replace('\'', '"');
  }

  /**
   * Returns three processes of the baseline that fail when they are old; {@code b} may add more.
   */
  static TestingScenario old(String type, String message) {
    return new TestingScenario()
        .a(
            TestingCall.in("s1").cold().taking(4_000),
            TestingCall.in("s2").cold().taking(4_000),
            TestingCall.in("s3").cold().taking(4_000))
        .b(
            TestingCall.in("s1").raises(type, message),
            TestingCall.in("s2").raises(type, message).at(120),
            TestingCall.in("s3").raises(type, message).at(140));
  }

  /** Returns old processes that fail, and fresh ones of the same run that work. */
  static TestingScenario onlyTheOld(String type, String message) {
    return old(type, message)
        .b(
            TestingCall.in("s4").cold().at(160).taking(4_000).cutOff(),
            TestingCall.in("s5").cold().at(180).taking(4_000).cutOff());
  }

  TestingScenario a(TestingCall... calls) {
    a.addAll(List.of(calls));
    return this;
  }

  TestingScenario b(TestingCall... calls) {
    b.addAll(List.of(calls));
    return this;
  }

  TestingScenario inputs(String before, String now) {
    inputA = before.replace('\'', '"');
    inputB = now.replace('\'', '"');
    return this;
  }

  TestingScenario definitions(String before, String now) {
    definitionA = definition(before.replace('\'', '"'));
    definitionB = definition(now.replace('\'', '"'));
    return this;
  }

  TestingScenario apart(Duration gap) {
    apart = gap;
    return this;
  }

  /** Sets a field of the function's configuration. */
  TestingScenario configured(String field, String json) {
    configuration.set(field, parse(json));
    return this;
  }

  TestingScenario withoutLogs() {
    withLogs = false;
    return this;
  }

  TestingScenario withoutTrail() {
    withTrail = false;
    return this;
  }

  TestingScenario withoutFunction() {
    withFunction = false;
    return this;
  }

  TestingScenario withoutBaseline() {
    withBaseline = false;
    return this;
  }

  Instant startB() {
    return START_A.plus(apart);
  }

  /** Adds an event of CloudTrail, so many seconds before run B starts. */
  TestingScenario trail(long secondsBeforeB, String source, String name, String rest) {
    ObjectNode event = JSON.createObjectNode();
    event.put("eventTime", startB().minusSeconds(secondsBeforeB).toString());
    event.put("eventSource", source + ".amazonaws.com").put("eventName", name);
    event.put("eventID", "event-" + trail.size());
    event.putObject("userIdentity").put("userName", "ada");
    event.setAll((ObjectNode) parse(rest.isEmpty() ? "{}" : rest));
    trail.addObject().put("EventName", name).put("CloudTrailEvent", event.toString());
    return this;
  }

  /** Adds a metric with one point in the minute in which run B starts. */
  TestingScenario metric(String label, double value) {
    ObjectNode result = metrics.addObject().put("Id", "m" + metrics.size()).put("Label", label);
    result
        .putArray("Timestamps")
        .add(startB().truncatedTo(java.time.temporal.ChronoUnit.MINUTES).toString());
    result.putArray("Values").add(value);
    return this;
  }

  /** Adds any other file. */
  TestingScenario file(String name, String json) {
    files.file(name, json.replace('\'', '"'));
    return this;
  }

  /** Explains run B beside run A. */
  Diagnosis diagnose() {
    try {
      Path folder = Files.createTempDirectory("afterimage-scenario");
      try {
        CaseFile file = CaseFile.open(List.of(write(folder)));
        var b = file.selector(Optional.empty()).find("run-b");
        var a =
            withBaseline
                ? Optional.of(file.selector(Optional.empty()).find("run-a"))
                : Optional.<dev.afterimage.core.history.Run>empty();
        return file.diagnose(new CaseFile.Choice(a, b, "named", "named"), List.of());
      } finally {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Writes the case. */
  Path write(Path folder) {
    Map<String, List<Written>> streams = new TreeMap<>();
    String asked = startB().plus(Duration.ofHours(1)).toString();
    if (withBaseline) {
      run("run-a", START_A, inputA, definitionA, a, streams);
    }
    run("run-b", startB(), inputB, definitionB, b, streams);
    if (withLogs) {
      files.call(
          "logs:FilterLogEvents",
          "{'logGroupName':'/aws/lambda/worker'}",
          asked,
          "logs.json",
          logs(streams));
    }
    if (withFunction) {
      ObjectNode function = JSON.createObjectNode();
      function.set("Configuration", configuration);
      function.putObject("Code").put("ImageUri", "1.dkr.ecr.eu-west-1.amazonaws.com/worker:latest");
      files.call(
          "lambda:GetFunction", "{'FunctionName':'worker'}", asked, "function.json", function);
    }
    if (withTrail) {
      ObjectNode answer = JSON.createObjectNode();
      answer.set("Events", trail);
      files.call(
          "cloudtrail:LookupEvents",
          "{'StartTime':'" + START_A.minusSeconds(86_400) + "','EndTime':'" + asked + "'}",
          asked,
          "trail.json",
          answer);
    }
    if (!metrics.isEmpty()) {
      ObjectNode answer = JSON.createObjectNode();
      answer.set("MetricDataResults", metrics);
      files.file("metrics.json", answer);
    }
    return files.write(folder);
  }

  private record Written(Instant at, String line) {}

  /** What is yet to be written of a call: that it is scheduled again, or that it ends. */
  private record Pending(int item, TestingCall call, boolean ends) {
    private long atMs() {
      return ends ? call.startMs + (long) call.durationMs + 30 : call.startMs;
    }
  }

  private void run(
      String name,
      Instant start,
      String input,
      String definition,
      List<TestingCall> calls,
      Map<String, List<Written>> streams) {
    TestingHistory history =
        TestingHistory.of(name, start, input)
            .pass("List", input, input)
            .entered("Map", "Each", input);
    history.mapStarted(calls.size());
    long mapStarted = history.id();
    Map<Integer, Long> last = new HashMap<>();
    for (int i = 0; i < calls.size(); i++) {
      history.from(mapStarted).iteration("Started", "Each", i);
      history.entered("Task", "Work", calls.get(i).payload);
      history.scheduled(FUNCTION, calls.get(i).payload).started();
      last.put(i, history.id());
    }
    ends(history, start, calls, last, streams);
    files.run(history);
    String arn = history.arn();
    ObjectNode answer = JSON.createObjectNode();
    answer.put("stateMachineArn", TestingHistory.machineArn("orders")).put("name", "orders");
    answer.put("definition", definition).put("updateDate", START_A.minusSeconds(9_000).toString());
    files.call(
        "states:DescribeStateMachineForExecution",
        "{'executionArn':'" + arn + "'}",
        startB().plusSeconds(3_600).toString(),
        name + ".definition.json",
        answer);
  }

  private void ends(
      TestingHistory history,
      Instant start,
      List<TestingCall> calls,
      Map<Integer, Long> last,
      Map<String, List<Written>> streams) {
    PriorityQueue<Pending> queue = new PriorityQueue<>(Comparator.comparing(Pending::atMs));
    last.forEach((i, id) -> queue.add(new Pending(i, calls.get(i), true)));
    long failing = -1;
    int failedItem = -1;
    while (!queue.isEmpty()) {
      Pending next = queue.remove();
      TestingCall call = next.call;
      int i = next.item;
      if (!next.ends || call.seen) {
        history.after(
            Math.max(
                0, start.plusMillis(next.atMs()).toEpochMilli() - history.now().toEpochMilli()));
        history.from(last.getOrDefault(i, 0L));
      }
      if (!next.ends) {
        history.scheduled(FUNCTION, call.payload).started();
        queue.add(new Pending(i, call, true));
      } else {
        String request = TestingLog.request(++requests);
        if (call.logged) {
          log(call, start.plusMillis(call.startMs), request, streams);
        }
        if (!call.seen) {
          continue;
        }
        if (call.error.isEmpty()) {
          history.served(request, "$LATEST").exited("Task", "Work", "{}");
          history.iteration("Succeeded", "Each", i);
        } else {
          history.failed(call.error.get(), call.cause.replace("@", request));
          call.again.ifPresent(again -> queue.add(new Pending(i, again, false)));
          if (failing < 0 && call.again.isEmpty()) {
            failing = history.id();
            failedItem = i;
          }
        }
      }
      last.put(i, history.id());
    }
    if (failing < 0) {
      history.add("MapStateSucceeded", "").exited("Map", "Each", "[]").succeed("{\"done\":true}");
    } else {
      TestingCall call = calls.get(failedItem);
      while (call.again.isPresent()) {
        call = call.again.get();
      }
      history.after(20).from(failing).iteration("Failed", "Each", failedItem);
      history.from(failing).add("MapStateFailed", "");
      history.fail(call.error.orElse(""), call.cause);
    }
  }

  private static void log(
      TestingCall call, Instant start, String request, Map<String, List<Written>> streams) {
    List<Written> lines = streams.computeIfAbsent(call.sandbox, s -> new ArrayList<>());
    Instant end = start.plusMillis((long) call.durationMs);
    Instant init = start.minusMillis(call.initMs.orElse(5.0).longValue());
    call.initLines.forEach(line -> lines.add(new Written(init, line)));
    lines.add(new Written(start, "START RequestId: " + request + " Version: $LATEST\n"));
    call.lines.forEach(line -> lines.add(new Written(end, line.replace("@", request))));
    lines.add(new Written(end, "END RequestId: " + request + "\n"));
    String report =
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: 512 MB\tMax"
                + " Memory Used: %d MB\t",
            request,
            call.durationMs,
            (long) Math.ceil(call.durationMs),
            call.memoryMb);
    String initPart =
        call.initMs
            .map(ms -> String.format(Locale.ROOT, "Init Duration: %.2f ms\t", ms))
            .orElse("");
    lines.add(new Written(end, report + initPart + call.reportEnd + "\n"));
  }

  private static ObjectNode logs(Map<String, List<Written>> streams) {
    TestingLog log = new TestingLog();
    int number = 0;
    for (List<Written> lines : streams.values()) {
      log.in(TestingLog.stream("$LATEST", ++number));
      lines.stream()
          .sorted(Comparator.comparing(Written::at))
          .forEach(line -> log.at(line.at()).line(line.line()));
    }
    return log.answer();
  }

  private static com.fasterxml.jackson.databind.JsonNode parse(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
