// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the error behind a Fail state. A Catch leaves no event of its own, and the author's Fail
 * state hides what was caught: the last caught step before it on the way there tells.
 */
final class CaughtLeaf {
  private CaughtLeaf() {}

  /** Returns the caught leaf that led to a Fail state; none where another step failed. */
  static Optional<Failure.Leaf> before(Failure.Leaf leaf, String prefix) {
    return leaf.step()
        .filter(step -> step.id().type() == EventType.Subject.FAIL_STATE)
        .flatMap(fail -> lastCaught(leaf.run(), fail))
        .map(step -> innermost(leaf.run(), step))
        .map(step -> leaf(leaf.run(), step, prefix));
  }

  private static Optional<Step> lastCaught(Run run, Step fail) {
    return run.steps().stream()
        .filter(step -> step.end().status() == Step.Status.CAUGHT)
        .filter(step -> step.id().enteredEventId() < fail.id().enteredEventId())
        .filter(step -> step.id().frame().equals(fail.id().frame()) || isAround(run, step, fail))
        .max(Comparator.comparingLong(step -> step.id().enteredEventId()));
  }

  /** Whether a step stands in a frame around the Fail state: its error reaches there as well. */
  private static boolean isAround(Run run, Step step, Step fail) {
    Map<Long, Step> byEntered = byEntered(run);
    for (Step outer = byEntered.get(fail.id().frame().container());
        outer != null;
        outer = byEntered.get(outer.id().frame().container())) {
      if (outer.id().frame().equals(step.id().frame())) {
        return true;
      }
    }
    return false;
  }

  /** Of a caught Map or Parallel state the step inside of it that failed first. */
  private static Step innermost(Run run, Step caught) {
    Map<Long, Step> byEntered = byEntered(run);
    return run.steps().stream()
        .filter(
            step ->
                step.end().status() == Step.Status.FAILED
                    || step.end().status() == Step.Status.TIMED_OUT)
        .filter(step -> isInside(step, caught, byEntered))
        .min(Comparator.comparingLong(step -> step.end().eventId()))
        .orElse(caught);
  }

  private static boolean isInside(Step step, Step container, Map<Long, Step> byEntered) {
    for (Step outer = byEntered.get(step.id().frame().container());
        outer != null;
        outer = byEntered.get(outer.id().frame().container())) {
      if (outer.id().enteredEventId() == container.id().enteredEventId()) {
        return true;
      }
    }
    return false;
  }

  private static Map<Long, Step> byEntered(Run run) {
    Map<Long, Step> byEntered = new HashMap<>();
    run.steps().forEach(step -> byEntered.put(step.id().enteredEventId(), step));
    return byEntered;
  }

  private static Failure.Leaf leaf(Run run, Step step, String prefix) {
    return new Failure.Leaf(
        run,
        Optional.of(step),
        prefix + step.path(),
        step.end().error(),
        ErrorText.of(step.end().cause()),
        new Failure.Event(
            step.end().eventId(),
            step.end().ref().at().orElse(step.span().entered()),
            step.end().ref()));
  }
}
