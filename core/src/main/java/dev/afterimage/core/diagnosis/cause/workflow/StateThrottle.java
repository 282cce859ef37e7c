// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Commands;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.HistoryEvent;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Transitions between states were throttled, so that the run lost its time waiting. */
public final class StateThrottle implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "state-throttle",
          "State transitions were throttled",
          Cause.Role.MECHANISM,
          "Step Functions counted throttled transitions while the run waited between entering and"
              + " scheduling, and a limit of time fired.",
          new Cause.Remedy(
              "Raise the quota of state transitions, or start fewer executions at once",
              "a transition without a token waits"));

  private static final Duration LONG = Duration.ofSeconds(2);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    boolean outOfTime =
        situation.error().equals("States.Timeout")
            || situation.run().status() == RunStatus.TIMED_OUT;
    if (!outOfTime && situation.failure().isPresent()) {
      weighing.weakens(2, "no limit of time of Step Functions fired", situation.failureRef());
      return;
    }
    Run run = situation.run();
    List<Ref> throttled =
        Stream.of("ThrottledEvents", "ExecutionThrottled")
            .flatMap(metric -> situation.metrics().of(metric).stream())
            .flatMap(series -> series.peak(run.times().start(), run.lastMoment()).stream())
            .filter(point -> point.value() > 0)
            .map(point -> point.ref())
            .toList();
    List<HistoryEvent> waits = Transitions.slow(run, LONG);
    List<Ref> refs = waits.stream().map(HistoryEvent::ref).toList();
    if (!throttled.isEmpty() && !waits.isEmpty()) {
      weighing.crucial(4, "transitions were throttled during the run", throttled);
      weighing.supports(1, waits.size() + " transitions took longer than 2 s", refs);
    } else if (waits.isEmpty()) {
      weighing.contradicts(
          3, "no transition between states took longer than 2 s", List.of(run.source().ref()));
    } else {
      weighing.supports(1, waits.size() + " transitions took longer than 2 s", refs);
      weighing.wouldDecide(
          WouldDecide.call(
              "whether Step Functions throttled the transitions",
              Commands.metric(situation, "AWS/States", "ThrottledEvents", "Sum"),
              "cloudwatch:GetMetricStatistics"));
    }
  }
}
