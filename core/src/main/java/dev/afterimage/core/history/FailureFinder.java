// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the failing leaf of a run: never the failure of the run, a Map or a Parallel state, which
 * only repeat it; of several leaves the one from which the run's failure came, where the events do
 * not tell the first in time; of a child run the leaf in the child.
 */
public final class FailureFinder {
  private final Runs runs;
  private final Set<Run> entered = new HashSet<>();

  private FailureFinder(Runs runs) {
    this.runs = runs;
  }

  /** Returns how a run failed; none where it did not, or has not ended. */
  public static Optional<Failure> find(Runs runs, Run run) {
    return new FailureFinder(runs).find(run, "");
  }

  private Optional<Failure> find(Run run, String prefix) {
    if (!run.status().isUnsuccessful() || !entered.add(run)) {
      return Optional.empty();
    }
    Failure.Leaf leaf = leaf(run, prefix);
    List<Failure.FailedAttempt> attempts = new ArrayList<>();
    addFailed(run, prefix, new HashSet<>(), attempts);
    List<Step> aborted =
        run.steps().stream()
            .filter(step -> step.end().status() == Step.Status.ABORTED)
            .filter(step -> !isContainer(step))
            .toList();
    return Optional.of(
        new Failure(leaf, CaughtLeaf.before(leaf, prefix), attempts, aborted, neverStarted(run)));
  }

  private void addFailed(Run run, String prefix, Set<Run> seen, List<Failure.FailedAttempt> into) {
    if (!seen.add(run)) {
      return;
    }
    for (Step step : run.steps()) {
      String path = prefix + step.path();
      step.attempts().stream()
          .filter(attempt -> attempt.end().isError() && run.made(attempt))
          .forEach(attempt -> into.add(new Failure.FailedAttempt(run, step, attempt, path)));
      for (Run child : runs.childrenOf(step)) {
        addFailed(child, path + "[" + child.name() + "]/", seen, into);
      }
    }
  }

  private Failure.Leaf leaf(Run run, String prefix) {
    List<Step> failed = run.status() == RunStatus.FAILED ? failedLeaves(run) : openAtTheEnd(run);
    Set<Long> counted = new HashSet<>();
    FailingChain.of(run.source().events()).forEach(event -> counted.add(event.id()));
    List<Step> last =
        failed.stream().filter(step -> counted.contains(step.end().eventId())).toList();
    Optional<Step> first =
        (last.isEmpty() ? failed : last)
            .stream()
                .min(
                    Comparator.comparing(
                            (Step step) -> step.end().ref().at().orElse(step.span().entered()))
                        .thenComparing(step -> step.end().eventId()));
    return first
        .flatMap(step -> inChild(step, prefix))
        .orElseGet(() -> ownLeaf(run, first, prefix));
  }

  /** A step that failed because a run it had started failed is no leaf: the child's is. */
  private Optional<Failure.Leaf> inChild(Step step, String prefix) {
    return runs.childrenOf(step).stream()
        .filter(child -> child.status().isUnsuccessful())
        .min(Comparator.comparing(Run::lastMoment).thenComparing(Run::name))
        .flatMap(child -> find(child, prefix + step.path() + "[" + child.name() + "]/"))
        .map(Failure::leaf);
  }

  private static Failure.Leaf ownLeaf(Run run, Optional<Step> step, String prefix) {
    Optional<Step> failed =
        step.filter(
            s ->
                s.end().status() == Step.Status.FAILED
                    || s.end().status() == Step.Status.TIMED_OUT);
    Optional<String> error =
        failed.isPresent()
            ? failed.get().end().error().or(() -> run.end().error())
            : run.end().error();
    Optional<String> cause =
        failed.isPresent()
            ? failed.get().end().cause().or(() -> run.end().cause())
            : run.end().cause();
    Failure.Event event =
        failed
            .map(
                s ->
                    new Failure.Event(
                        s.end().eventId(),
                        s.end().ref().at().orElse(s.span().entered()),
                        s.end().ref()))
            .orElseGet(() -> endOf(run));
    return new Failure.Leaf(
        run, step, step.map(s -> prefix + s.path()).orElse(""), error, ErrorText.of(cause), event);
  }

  private static Failure.Event endOf(Run run) {
    List<HistoryEvent> events = run.source().events();
    long id = events.isEmpty() ? 0 : events.get(events.size() - 1).id();
    return new Failure.Event(id, run.lastMoment(), run.end().ref());
  }

  /** Steps that failed themselves, in the part of the run that nothing caught or tried again. */
  private static List<Step> failedLeaves(Run run) {
    Map<Long, Step> byEntered = new HashMap<>();
    Map<Long, Integer> lastRound = new HashMap<>();
    for (Step step : run.steps()) {
      byEntered.put(step.id().enteredEventId(), step);
      lastRound.merge(step.id().frame().container(), step.id().frame().round(), Math::max);
    }
    List<Step> failed =
        run.steps().stream()
            .filter(
                step ->
                    step.end().status() == Step.Status.FAILED
                        || step.end().status() == Step.Status.TIMED_OUT)
            .filter(step -> counts(step, byEntered, lastRound))
            .toList();
    Set<Long> around = new HashSet<>();
    failed.forEach(
        step -> {
          for (Step outer = byEntered.get(step.id().frame().container());
              outer != null;
              outer = byEntered.get(outer.id().frame().container())) {
            around.add(outer.id().enteredEventId());
          }
        });
    return failed.stream().filter(step -> !around.contains(step.id().enteredEventId())).toList();
  }

  private static boolean counts(
      Step step, Map<Long, Step> byEntered, Map<Long, Integer> lastRound) {
    for (Step inner = step; inner != null; ) {
      Step.Frame frame = inner.id().frame();
      if (frame.round() < lastRound.getOrDefault(frame.container(), 1)) {
        return false;
      }
      Step outer = byEntered.get(frame.container());
      if (outer != null && outer.end().status() == Step.Status.CAUGHT) {
        return false;
      }
      inner = outer;
    }
    return true;
  }

  /** The innermost steps that were open when the run was stopped or its time was over. */
  private static List<Step> openAtTheEnd(Run run) {
    return run.steps().stream()
        .filter(step -> step.end().status() == Step.Status.ABORTED && !isContainer(step))
        .toList();
  }

  private static boolean isContainer(Step step) {
    return step.id().type() == EventType.Subject.MAP_STATE
        || step.id().type() == EventType.Subject.PARALLEL_STATE;
  }

  private static int neverStarted(Run run) {
    return run.steps().stream()
        .filter(step -> step.id().type() == EventType.Subject.MAP_STATE)
        .filter(step -> step.work().mapRunArn().isEmpty())
        .mapToInt(step -> step.work().items().orElse(0) - step.work().started().size())
        .filter(missing -> missing > 0)
        .sum();
  }
}
