// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A callback or activity was waited for: no heartbeat came in time, or no answer at all. */
public final class Heartbeat implements CauseTest {
  private static final double TOLERANCE = 0.1;

  /** An answer that takes this many times as long as in the baseline will hardly come. */
  private static final int LATE = 10;

  private final Cause cause;
  private final boolean heartbeat;

  private Heartbeat(Cause cause, boolean heartbeat) {
    this.cause = cause;
    this.heartbeat = heartbeat;
  }

  /** Returns the test of a missing heartbeat. */
  public static CauseTest heartbeat() {
    return new Heartbeat(
        new Cause(
            "sfn-heartbeat",
            "No heartbeat came in time",
            Cause.Role.MECHANISM,
            "The attempt timed out as long after its submission as HeartbeatSeconds allows, and"
                + " earlier than its timeout.",
            new Cause.Remedy(
                "Send heartbeats from the worker, or raise HeartbeatSeconds",
                "Step Functions takes a silent worker for dead")),
        true);
  }

  /** Returns the test of a callback that never came. */
  public static CauseTest lostToken() {
    return new Heartbeat(
        new Cause(
            "callback-token-lost",
            "The callback never came",
            Cause.Role.MECHANISM,
            "A task that waits for its token was submitted and timed out, and neither success nor"
                + " failure was sent for it.",
            new Cause.Remedy(
                "Send success or failure on every path of the worker, and set HeartbeatSeconds",
                "without either the task waits for up to a year")),
        false);
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public boolean hidesIn(RunStatus status) {
    return !heartbeat && status == RunStatus.RUNNING;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty()) {
      waiting(situation, weighing);
      return;
    }
    Optional<Attempt> attempt =
        situation.attempt().filter(a -> a.end().status() != Attempt.Status.FAILED);
    boolean timeout =
        situation.error().equals("States.Timeout")
            || situation.error().equals("States.HeartbeatTimeout");
    if (attempt.isEmpty() || !timeout) {
      Claims.otherError(situation, weighing, "a timeout of waiting");
      return;
    }
    boolean silent = isHeartbeat(attempt.get());
    if (heartbeat) {
      heartbeat(situation, attempt.get(), silent, weighing);
    } else {
      token(situation, attempt.get(), silent, weighing);
    }
  }

  /** The run goes on, and what it waits for is late. */
  private static void waiting(Situation situation, Weighing weighing) {
    for (Step step : situation.run().steps()) {
      for (Attempt attempt : step.attempts()) {
        if (attempt.end().status() == Attempt.Status.OPEN && attempt.target().waitsForToken()) {
          waiting(situation, step, attempt, weighing);
        }
      }
    }
  }

  private static void waiting(Situation situation, Step step, Attempt attempt, Weighing weighing) {
    List<Ref> refs = List.of(attempt.end().ref());
    Duration waits = Duration.between(attempt.times().scheduled(), lastKnown(situation));
    Optional<Duration> before =
        situation.partner(step).stream()
            .flatMap(a -> a.attempts().stream())
            .flatMap(a -> a.times().duration().stream())
            .max(Duration::compareTo);
    String text = step.path() + " waits for the answer to its token";
    if (before.filter(took -> waits.compareTo(took.multipliedBy(LATE)) > 0).isPresent()) {
      weighing.crucial(
          3,
          text
              + " since "
              + waits.toSeconds()
              + " s; in the baseline it came after "
              + before.get().toSeconds()
              + " s",
          refs);
    } else {
      weighing.supports(1.5, text, refs);
      weighing.needsControl();
    }
  }

  /** The last moment that the evidence speaks of. */
  private static Instant lastKnown(Situation situation) {
    return Stream.concat(
            situation.run().source().description().flatMap(d -> d.answer().askedAt()).stream(),
            Stream.concat(
                situation.fleet().invocations().map(Invocation::lastSeen),
                situation.provenance().trail().events().stream().map(TrailEvent::at)))
        .max(Instant::compareTo)
        .orElse(situation.run().lastMoment());
  }

  /** Whether the attempt ended at its heartbeat's limit, short of its timeout. */
  private static boolean isHeartbeat(Attempt attempt) {
    Optional<Long> limit = attempt.target().heartbeatSeconds();
    Optional<Duration> took = attempt.times().duration();
    if (limit.isEmpty() || took.isEmpty()) {
      return false;
    }
    boolean early =
        attempt.target().timeoutSeconds().map(t -> took.get().toSeconds() < t * 0.95).orElse(true);
    return early && took.get().toMillis() >= limit.get() * 1000 * (1 - TOLERANCE);
  }

  private static void heartbeat(
      Situation situation, Attempt attempt, boolean silent, Weighing weighing) {
    if (silent) {
      weighing.crucial(
          5,
          "the attempt ended "
              + attempt.times().duration().orElse(Duration.ZERO).toSeconds()
              + " s after it was scheduled; a heartbeat was due every "
              + attempt.target().heartbeatSeconds().orElse(0L)
              + " s",
          situation.failureRef());
    } else {
      weighing.contradicts(
          4,
          attempt.target().heartbeatSeconds().isEmpty()
              ? "the state asks for no heartbeat"
              : "the attempt did not end at its heartbeat's limit",
          situation.failureRef());
    }
  }

  private static void token(
      Situation situation, Attempt attempt, boolean silent, Weighing weighing) {
    if (!attempt.target().waitsForToken()) {
      weighing.contradicts(4, "the task waits for no token", situation.failureRef());
      return;
    }
    if (silent) {
      weighing.weakens(2, "a heartbeat was due and did not come", situation.failureRef());
      return;
    }
    weighing.crucial(
        3, "the task was handed over and no answer came for its token", situation.failureRef());
    List<Invocation> done =
        Trials.invocations(situation.trials().all())
            .filter(i -> i.outcome() == Invocation.Outcome.OK)
            .toList();
    weighing.supports(
        1.5, "the function ended well; the answer was to come later", Claims.reports(done));
    weighing.wouldDecide(
        WouldDecide.call(
            "whether anybody answered for the token",
            "aws cloudtrail lookup-events --lookup-attributes"
                + " AttributeKey=EventSource,AttributeValue=states.amazonaws.com",
            "cloudtrail:LookupEvents"));
  }
}
