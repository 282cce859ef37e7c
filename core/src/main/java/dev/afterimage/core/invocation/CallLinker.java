// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Links calls to invocations: by request id where Step Functions kept it, else by function, time
 * and outcome where only one pairing is possible. An invocation that several calls of one run could
 * have brought about is still known to be that run's: fail-fast does not stop Lambda.
 */
final class CallLinker {
  /** What the clocks of Step Functions and Lambda may differ by. */
  private static final Duration SKEW = Duration.ofMillis(1500);

  /** How long after its scheduling an invocation may start: a refused place, a slow image. */
  private static final Duration LATEST_START = Duration.ofSeconds(60);

  private final List<LinkedCall> calls = new ArrayList<>();
  private final Map<Invocation, Set<Run>> runsOf = new HashMap<>();

  /** The links that were found. */
  record Links(List<LinkedCall> calls, Map<Invocation, Set<Run>> runsOf) {}

  private record Open(Run run, CallMatcher.Wanted wanted) {}

  static Links link(List<Run> runs, List<Sandbox> sandboxes) {
    CallLinker linker = new CallLinker();
    linker.run(runs, sandboxes);
    return new Links(linker.calls, linker.runsOf);
  }

  private void run(List<Run> runs, List<Sandbox> sandboxes) {
    Map<String, List<Invocation>> byRequest = new HashMap<>();
    sandboxes.stream()
        .flatMap(Sandbox::invocations)
        .forEach(i -> byRequest.computeIfAbsent(i.requestId(), key -> new ArrayList<>()).add(i));
    List<Open> open = new ArrayList<>();
    for (Run run : runs) {
      run.calls().forEach(call -> byRequestId(run, call, byRequest, open));
    }
    Map<String, List<Invocation>> free = new TreeMap<>();
    for (Sandbox sandbox : sandboxes) {
      sandbox
          .function()
          .ifPresent(
              name ->
                  sandbox
                      .invocations()
                      .filter(i -> !runsOf.containsKey(i))
                      .forEach(i -> free.computeIfAbsent(name, n -> new ArrayList<>()).add(i)));
    }
    free.values().forEach(list -> list.sort(Comparator.comparing(i -> i.times().start())));
    byTime(open, free);
  }

  private void byRequestId(
      Run run, Run.Call call, Map<String, List<Invocation>> byRequest, List<Open> open) {
    Optional<Invocation> invocation =
        RequestIds.of(call.attempt())
            .map(id -> byRequest.getOrDefault(id, List.of()))
            .flatMap(same -> nearest(same, call.attempt()));
    if (invocation.isPresent()) {
      runsOf.put(invocation.get(), Set.of(run));
      calls.add(
          new LinkedCall(
              run, call, invocation.map(i -> new LinkedCall.Link(i, LinkedCall.Grade.REQUEST_ID))));
    } else if (RequestIds.of(call.attempt()).isPresent() || RequestIds.isRefused(call.attempt())) {
      // Its invocation is known by name and is not here, or there was none.
      calls.add(new LinkedCall(run, call, Optional.empty()));
    } else {
      open.add(new Open(run, new CallMatcher.Wanted(call)));
    }
  }

  /** Lambda's own retries repeat the request id: the one within the attempt's time counts. */
  private static Optional<Invocation> nearest(List<Invocation> same, Attempt attempt) {
    Instant from = attempt.times().started().orElse(attempt.times().scheduled());
    return same.stream()
        .min(Comparator.comparing(i -> Duration.between(from, i.times().start()).abs()));
  }

  private void byTime(List<Open> open, Map<String, List<Invocation>> free) {
    Map<Invocation, Set<Run>> wanting = new HashMap<>();
    for (Open call : open) {
      for (Invocation i : inTime(call, free)) {
        if (isInVersion(call.wanted().call, i) && agrees(call.wanted().call.attempt(), i)) {
          call.wanted().candidates.add(i);
          wanting.computeIfAbsent(i, key -> new HashSet<>()).add(call.run());
        }
      }
    }
    runsOf.putAll(wanting);
    CallMatcher.match(open.stream().map(Open::wanted).toList());
    for (Open call : open) {
      Optional<Invocation> served = call.wanted().served;
      served.ifPresent(invocation -> runsOf.put(invocation, Set.of(call.run())));
      calls.add(
          new LinkedCall(
              call.run(),
              call.wanted().call,
              served.map(i -> new LinkedCall.Link(i, LinkedCall.Grade.TIME))));
    }
  }

  /** The invocations of the function that started when the call can have started one. */
  private static List<Invocation> inTime(Open open, Map<String, List<Invocation>> free) {
    List<Invocation> all = free.getOrDefault(open.wanted().call.function().name(), List.of());
    Attempt attempt = open.wanted().call.attempt();
    Attempt.Times times = attempt.times();
    // Lambda goes on with a request that Step Functions has given up, whatever its sandbox lacks.
    boolean timedOut = attempt.end().status() == Attempt.Status.TIMED_OUT;
    Instant latest = times.scheduled().plus(LATEST_START);
    Instant byDuration = latest.plus(times.duration().orElse(Duration.ZERO));
    Instant byEnd = timedOut ? latest : times.ended().orElse(latest).plus(SKEW);
    int from = firstAt(all, times.scheduled().minus(SKEW));
    int to = firstAt(all, (byEnd.isBefore(byDuration) ? byEnd : byDuration).plusNanos(1));
    return all.subList(from, Math.max(from, to));
  }

  /** Returns the index of the first of the invocations, sorted by start, from a moment on. */
  private static int firstAt(List<Invocation> sorted, Instant moment) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted.get(middle).times().start().isBefore(moment)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean isInVersion(Run.Call call, Invocation invocation) {
    Optional<String> asked = call.function().qualifier().filter(q -> q.matches("\\d+|\\$LATEST"));
    Optional<String> served = invocation.place().stream().version();
    return asked.isEmpty() || served.isEmpty() || asked.equals(served);
  }

  /** Whether the invocation can have ended as the attempt did, and not after it. */
  private static boolean agrees(Attempt attempt, Invocation invocation) {
    Optional<Instant> ended = attempt.times().ended();
    boolean waited = attempt.end().status() != Attempt.Status.TIMED_OUT;
    if (ended.isPresent() && waited) {
      boolean endedAfter =
          invocation.times().end().filter(e -> e.isAfter(ended.get().plus(SKEW))).isPresent();
      boolean failed = attempt.end().status() == Attempt.Status.FAILED;
      boolean contradicts =
          failed
              ? invocation.outcome() == Invocation.Outcome.OK && hasOwnErrorLine(attempt)
              : invocation.outcome().isFailure();
      return !endedAfter && !contradicts && sameError(attempt, invocation);
    }
    return ended.isEmpty() || !invocation.times().begun().isAfter(ended.get().plus(SKEW));
  }

  /** A runtime that writes no line for an exception leaves a report without a sign of it. */
  private static boolean hasOwnErrorLine(Attempt attempt) {
    return attempt
        .end()
        .error()
        .filter(e -> e.startsWith("Sandbox.") || e.startsWith("Runtime."))
        .isPresent();
  }

  private static boolean sameError(Attempt attempt, Invocation invocation) {
    Optional<String> shown =
        invocation.shownError().filter(LogLine.ShownError::uncaught).map(LogLine.ShownError::type);
    return shown.isEmpty()
        || attempt.end().error().isEmpty()
        || shown.equals(attempt.end().error());
  }
}
