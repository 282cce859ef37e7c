// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.limits;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.invocation.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The time limit of a Task state: Step Functions stopped waiting, and Lambda went on. */
public final class TaskTimeout implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "sfn-task-timeout",
          "The state's TimeoutSeconds was reached",
          Cause.Role.MECHANISM,
          "The attempt timed out as long after it was scheduled as the state allows, and its"
              + " invocation had not ended before.",
          new Cause.Remedy(
              "Set the state's TimeoutSeconds above the function's Timeout, and make the work"
                  + " idempotent",
              "Step Functions stops waiting while the invocation goes on"));

  private static final double TOLERANCE_SECONDS = 1.5;

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<Attempt> attempt =
        situation.attempt().filter(a -> a.end().status() == Attempt.Status.TIMED_OUT);
    if (attempt.isEmpty()) {
      Claims.otherError(situation, weighing, "States.Timeout of a task");
      return;
    }
    Optional<Long> limit = attempt.get().target().timeoutSeconds();
    double waited = attempt.get().times().duration().orElse(Duration.ZERO).toMillis() / 1000.0;
    if (limit.isEmpty()) {
      weighing.weakens(2, "the state has no TimeoutSeconds", situation.failureRef());
      return;
    }
    if (Math.abs(waited - limit.get()) > TOLERANCE_SECONDS) {
      weighing.contradicts(
          4,
          "the attempt ended after " + waited + " s, not after the " + limit.get() + " s it had",
          situation.failureRef());
      return;
    }
    List<Invocation> over = endedBefore(situation, attempt.get());
    weighing.contradicts(
        4,
        "the invocation had ended before Step Functions stopped waiting",
        over.stream().map(Invocation::ref).toList());
    if (over.isEmpty()) {
      weighing.crucial(
          5,
          "the attempt timed out "
              + waited
              + " s after it was scheduled; the state allows "
              + limit.get()
              + " s",
          situation.failureRef());
      goesOn(situation, attempt.get(), weighing);
    }
  }

  private static List<Invocation> endedBefore(Situation situation, Attempt attempt) {
    Instant end = attempt.times().ended().orElse(Instant.MAX).minusSeconds(1);
    return Trials.invocations(situation.trials().failedInB())
        .filter(i -> i.times().end().filter(at -> at.isBefore(end)).isPresent())
        .filter(i -> !i.times().start().isBefore(attempt.times().scheduled().minusSeconds(2)))
        .toList();
  }

  private static void goesOn(Situation situation, Attempt attempt, Weighing weighing) {
    Instant end = attempt.times().ended().orElse(Instant.MAX);
    List<Invocation> later =
        Trials.invocations(situation.trials().failedInB())
            .filter(i -> i.times().end().filter(at -> at.isAfter(end)).isPresent())
            .toList();
    weighing.supports(
        2,
        "the invocation ended only after Step Functions had stopped waiting",
        later.stream().map(Invocation::ref).toList());
  }
}
