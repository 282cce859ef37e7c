// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a failure looks like from outside: true of many, the explanation of none. Such a cause is
 * the root only where nothing more specific is held.
 */
public final class Generic implements CauseTest {
  private final Cause cause;
  private final String text;
  private final Function<Situation, List<Ref>> seen;

  private Generic(Cause cause, String text, Function<Situation, List<Ref>> seen) {
    this.cause = cause;
    this.text = text;
    this.seen = seen;
  }

  /** Returns the tests. */
  public static List<CauseTest> all() {
    return List.of(
        new Generic(
            cause(
                "map-failfast",
                "One item brought the Map down",
                "The failing leaf stands in a Map or Parallel state whose other items or branches"
                    + " were cut off with it.",
                "Catch inside of the iterator, or use a distributed Map that tolerates failures",
                "the first failure ends every sibling"),
            "a Map or Parallel state failed with its first item",
            Generic::failFast),
        new Generic(
            cause(
                "map-threshold",
                "More items failed than the Map tolerates",
                "States.ExceedToleratedFailureThreshold is the error.",
                "Explain the failed children; set ToleratedFailurePercentage to what may fail",
                "the threshold only counts failures of the children"),
            "more children failed than are tolerated",
            s -> ifError(s, "States.ExceedToleratedFailureThreshold")),
        new Generic(
            cause(
                "retry-exhausted",
                "Every retry failed",
                "A step failed in more than one attempt, always alike.",
                "Mend the cause; give retries of passing errors more time and jitter",
                "a retry helps only where the error passes"),
            "every attempt of the step failed with the same error",
            Generic::exhausted),
        new Generic(
            cause(
                "fail-state",
                "A Fail state ended the run",
                "A Fail state was entered last.",
                "Look at what led to the Fail state: the error that was caught before, or the"
                    + " Choice",
                "the author of the workflow wrote this error"),
            "a Fail state ended the run",
            s -> ofLeaf(s, EventType.Subject.FAIL_STATE)),
        new Generic(
            cause(
                "nested-exec",
                "A nested execution failed",
                "The failing task had started another execution, which failed.",
                "Explain the nested execution",
                "its error is only passed on"),
            "a nested execution failed",
            Generic::nested));
  }

  private static Cause cause(String id, String title, String crucial, String what, String why) {
    return new Cause(id, title, Cause.Role.GENERIC, crucial, new Cause.Remedy(what, why));
  }

  @Override
  public Cause cause() {
    return cause;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    List<Ref> refs = seen.apply(situation);
    if (refs.isEmpty()) {
      weighing.weakens(2, "nothing of the kind is in the history", situation.failureRef());
      return;
    }
    weighing.crucial(3, text, refs);
    if (!soFar.nothingElseIsOpen() || isExplainedInside(situation)) {
      weighing.holdBack();
    }
  }

  /** A child, or an item, shows the failure itself: what stands around it only passes it on. */
  private boolean isExplainedInside(Situation situation) {
    boolean passesOn = cause.id().equals("nested-exec") || cause.id().equals("map-threshold");
    return passesOn
        && situation
            .failure()
            .map(failure -> failure.origin().run())
            .filter(run -> !run.equals(situation.run()))
            .isPresent();
  }

  private static List<Ref> ifError(Situation situation, String error) {
    boolean here =
        situation.error().equals(error)
            || situation.run().end().error().filter(error::equals).isPresent();
    return here ? situation.failureRef() : List.of();
  }

  private static List<Ref> ofLeaf(Situation situation, EventType.Subject type) {
    return situation
        .failure()
        .flatMap(failure -> failure.leaf().step())
        .filter(step -> step.id().type() == type)
        .map(step -> step.span().ref())
        .stream()
        .toList();
  }

  private static List<Ref> failFast(Situation situation) {
    boolean inside =
        situation
            .failure()
            .flatMap(failure -> failure.origin().step())
            .filter(step -> step.id().frame().container() > 0)
            .isPresent();
    return inside
        ? situation.failure().stream()
            .map(Failure::aborted)
            .flatMap(List::stream)
            .map(step -> step.span().ref())
            .toList()
        : List.of();
  }

  private static List<Ref> exhausted(Situation situation) {
    List<Attempt> attempts =
        situation.failure().flatMap(f -> f.origin().step()).map(Step::attempts).orElse(List.of());
    boolean alike =
        attempts.size() > 1
            && attempts.stream().allMatch(a -> a.end().isError())
            && attempts.stream().map(a -> a.end().error()).distinct().count() == 1;
    return alike ? attempts.stream().map(attempt -> attempt.end().ref()).toList() : List.of();
  }

  private static List<Ref> nested(Situation situation) {
    boolean inChild =
        situation
            .failure()
            .map(failure -> failure.leaf().run())
            .filter(run -> !run.equals(situation.run()))
            .isPresent();
    Stream<Step> starters =
        situation.run().steps().stream()
            .filter(
                step ->
                    step.attempts().stream()
                        .anyMatch(a -> a.target().service().equals("states") && a.end().isError()));
    return Stream.concat(
            starters.map(step -> step.end().ref()),
            inChild
                ? situation.failure().stream()
                    .map(f -> f.leaf().run())
                    .map(Run::end)
                    .map(e -> e.ref())
                : Stream.empty())
        .toList();
  }
}
