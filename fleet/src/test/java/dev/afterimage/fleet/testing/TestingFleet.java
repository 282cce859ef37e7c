// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Runs of a small workflow: list, then poll each item, on sandboxes that are reused. Three things
 * go wrong in it: processes above an age fail, one image fails at times, one item always fails. The
 * size of the input, the hour, the concurrency and the order of the items have nothing to do with
 * it.
 */
public final class TestingFleet {
  /** Processes that are at least this old fail. */
  public static final long STALE_MS = 855_000;

  /** The item that always fails. */
  public static final String POISON = "batch-13";

  /** The digest that fails at times. */
  public static final String BAD_DIGEST = "sha256:" + "b".repeat(64);

  private static final String GOOD_DIGEST = "sha256:" + "a".repeat(64);
  private static final long START = 1_772_323_200_000L; // 2026-03-01T00:00:00Z
  private static final String FUNCTION = "poll";
  private static final String GROUP = "/aws/lambda/" + FUNCTION;
  private static final long DEPLOY = START + 12 * 3_600_000L;

  private final boolean calm;
  private final SplittableRandom random;
  private final List<TestingLogs.Event> vended = new ArrayList<>();
  private final List<TestingLogs.Event> lambda = new ArrayList<>();
  private final List<Sandbox> sandboxes = new ArrayList<>();
  private int opened;

  private static final class Sandbox {
    private final String stream;
    private final long started;
    private long free;

    Sandbox(String stream, long started) {
      this.stream = stream;
      this.started = started;
    }
  }

  private TestingFleet(boolean calm, long seed) {
    this.calm = calm;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Writes the logs of some runs over a day and a half, and what tells of the deploy half a day in.
   *
   * @param folder gets {@code states/*.gz}, {@code lambda/*.gz} and {@code trail.json}
   */
  public static void write(Path folder, int runs, long seed) {
    write(folder, runs, new TestingFleet(false, seed));
  }

  /** Writes the logs of runs in which nothing is wrong: one call in 400 fails by chance. */
  public static void calm(Path folder, int runs, long seed) {
    write(folder, runs, new TestingFleet(true, seed));
  }

  private static void write(Path folder, int runs, TestingFleet fleet) {
    long step = 36L * 3_600_000 / runs;
    for (int run = 0; run < runs; run++) {
      fleet.run(run, START + run * step + fleet.random.nextLong(step / 4));
    }
    fleet.lambda.sort(
        Comparator.comparing(TestingLogs.Event::stream).thenComparing(TestingLogs.Event::at));
    parts(folder.resolve("states"), fleet.vended);
    parts(folder.resolve("lambda"), fleet.lambda);
    trail(folder.resolve("trail.json"));
  }

  private static void parts(Path folder, List<TestingLogs.Event> events) {
    int size = events.size() / 3 + 1;
    for (int from = 0; from < events.size(); from += size) {
      int to = Math.min(events.size(), from + size);
      TestingLogs.write(folder.resolve("part-%05d.gz".formatted(from)), events.subList(from, to));
    }
  }

  private static void trail(Path file) {
    try {
      Files.writeString(
          file,
          "{\"Records\":["
              + update("2026-02-01T00:00:00Z", GOOD_DIGEST)
              + ","
              + update("2026-03-01T12:00:00Z", BAD_DIGEST)
              + "]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String update(String at, String digest) {
    return """
        {"eventTime":"%s","eventSource":"lambda.amazonaws.com",
         "eventName":"UpdateFunctionCode20150331v2","eventID":"%s",
         "userIdentity":{"userName":"ci"},
         "requestParameters":{"functionName":"%s"},
         "responseElements":{"functionName":"%s","version":"$LATEST","packageType":"Image",
           "lastModified":"%s","codeSha256":"%s"}}"""
        .formatted(at, at, FUNCTION, FUNCTION, at, digest.substring(7));
  }

  private void run(int number, long start) {
    String arn =
        "arn:aws:states:us-east-1:111122223333:execution:nightly:run-%05d".formatted(number);
    TestingHistory history = new TestingHistory(arn);
    long size = random.nextLong(1000);
    String input = "{\"size\":" + size + ",\"tier\":\"t" + random.nextInt(5) + "\"}";
    history.add("ExecutionStarted", 0, start, TestingHistory.details("input", input));
    long entered =
        history.add(
            "MapStateEntered", 0, start, TestingHistory.details("name", "Poll", "input", input));
    int items = 4 + random.nextInt(4);
    long map =
        history.add("MapStateStarted", entered, start + 1, TestingHistory.details("length", items));
    boolean failed = false;
    long end = start;
    for (int item = 0; item < items; item++) {
      long at = start + 5 + 3L * item;
      long iteration =
          history.add(
              "MapIterationStarted",
              map,
              at,
              TestingHistory.details("name", "Poll", "index", item));
      Call call = call(history, iteration, at);
      failed |= call.failed;
      end = Math.max(end, call.end);
    }
    end(history, map, end + 5, failed);
    vended.addAll(history.events());
  }

  private record Call(boolean failed, long end) {}

  private static void end(TestingHistory history, long map, long at, boolean failed) {
    if (failed) {
      history.add("MapStateFailed", map, at, TestingHistory.details());
      history.add(
          "ExecutionFailed", map, at, TestingHistory.details("error", "PollError", "cause", "x"));
    } else {
      history.add(
          "MapStateExited", map, at, TestingHistory.details("name", "Poll", "output", "[]"));
      history.add("ExecutionSucceeded", map, at, TestingHistory.details("output", "[]"));
    }
  }

  private Call call(TestingHistory history, long iteration, long at) {
    String item = "batch-" + random.nextInt(25);
    String input = "{\"batch_id\":\"" + item + "\",\"shard\":\"s" + random.nextInt(4) + "\"}";
    long entered =
        history.add(
            "TaskStateEntered",
            iteration,
            at,
            TestingHistory.details("name", "PollOne", "input", input));
    long scheduled =
        history.add(
            "TaskScheduled",
            entered,
            at,
            TestingHistory.details(
                "resourceType",
                "lambda",
                "resource",
                "invoke",
                "parameters",
                "{\"FunctionName\":\"" + FUNCTION + "\"}"));
    Sandbox sandbox = sandbox(at);
    String request = uuid();
    String error = error(item, sandbox, at);
    long end = at + 200 + random.nextLong(400);
    sandbox.free = end;
    log(sandbox, request, at, end, error);
    if (error.isEmpty()) {
      history.add("TaskSucceeded", scheduled, end, succeeded(request));
    } else {
      history.add("TaskFailed", scheduled, end, failed(request, error));
    }
    return new Call(!error.isEmpty(), end);
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode succeeded(String request) {
    return TestingHistory.details(
        "resourceType",
        "lambda",
        "resource",
        "invoke",
        "output",
        "{\"ExecutedVersion\":\"$LATEST\",\"SdkResponseMetadata\":{\"RequestId\":\""
            + request
            + "\"}}");
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode failed(
      String request, String error) {
    return TestingHistory.details(
        "resourceType",
        "lambda",
        "resource",
        "invoke",
        "error",
        "PollError",
        "cause",
        "{\"errorMessage\":\""
            + error
            + "\",\"errorType\":\"PollError\",\"requestId\":\""
            + request
            + "\"}");
  }

  private String error(String item, Sandbox sandbox, long at) {
    if (calm) {
      return byChance();
    }
    if (at - sandbox.started >= STALE_MS) {
      return "guard for request " + random.nextInt(10_000) + " is over its limit";
    }
    if (item.equals(POISON)) {
      return "cannot parse item";
    }
    boolean bad = sandbox.started >= DEPLOY;
    return bad && random.nextInt(100) < 30 ? "segment missing" : byChance();
  }

  private String byChance() {
    return random.nextInt(400) == 0 ? "try again" : "";
  }

  /** A sandbox that is free, the one used last first; seldom one lives for long. */
  private Sandbox sandbox(long at) {
    sandboxes.removeIf(
        sandbox ->
            at - sandbox.started > 1_000_000
                || (at >= DEPLOY && sandbox.started < DEPLOY)
                || (sandbox.free < at && random.nextInt(20) == 0));
    return sandboxes.stream()
        .filter(sandbox -> sandbox.free < at)
        .max(Comparator.comparingLong(sandbox -> sandbox.free))
        .orElseGet(() -> open(at));
  }

  private Sandbox open(long at) {
    Sandbox sandbox = new Sandbox("2026/03/01/[$LATEST]%032x".formatted(++opened), at - 120);
    sandboxes.add(sandbox);
    lambda.add(
        new TestingLogs.Event(GROUP, sandbox.stream, at - 120, "INIT_START Runtime Version: p"));
    return sandbox;
  }

  private void log(Sandbox sandbox, String request, long at, long end, String error) {
    add(sandbox, at, "START RequestId: " + request + " Version: $LATEST\n");
    if (!error.isEmpty()) {
      add(sandbox, end - 1, "[ERROR] PollError: " + error + "\nTraceback (most recent call last):");
    }
    add(sandbox, end, "END RequestId: " + request + "\n");
    add(
        sandbox,
        end,
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: 512 MB"
                + "\tMax Memory Used: %d MB\t\n",
            request,
            (double) (end - at),
            end - at,
            90 + random.nextInt(20)));
  }

  private void add(Sandbox sandbox, long at, String message) {
    lambda.add(new TestingLogs.Event(GROUP, sandbox.stream, at, message));
  }

  private String uuid() {
    return "%08x-%04x-4%03x-8%03x-%012x"
        .formatted(
            random.nextInt(),
            random.nextInt(1 << 16),
            random.nextInt(1 << 12),
            random.nextInt(1 << 12),
            random.nextLong(1L << 48));
  }
}
