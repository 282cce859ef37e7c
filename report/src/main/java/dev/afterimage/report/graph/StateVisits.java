// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import dev.afterimage.core.compare.Alignment;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.history.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What aligned runs did in each state, counted. */
final class StateVisits {
  private final Map<String, int[]> inA = new HashMap<>();
  private final Map<String, int[]> inB = new HashMap<>();
  private final Set<String> parted = new HashSet<>();
  private final boolean compared;

  /** Counts every step of the runs; which of them are the same the alignment tells. */
  StateVisits(Pair pair, Alignment alignment) {
    this.compared = pair.a().isPresent();
    pair.a().ifPresent(run -> run.steps().forEach(step -> count(inA, step)));
    pair.b().steps().forEach(step -> count(inB, step));
    for (Alignment.StepPair steps : alignment.pairs()) {
      if (isParted(steps)) {
        parted.add(nameOf(steps));
      }
    }
  }

  private static String nameOf(Alignment.StepPair pair) {
    return pair.b().or(pair::a).orElseThrow().id().name();
  }

  /** A step that only one run has parts them where it went wrong. */
  private static boolean isParted(Alignment.StepPair pair) {
    Optional<Step.Status> a = pair.a().map(step -> step.end().status());
    Optional<Step.Status> b = pair.b().map(step -> step.end().status());
    if (a.isPresent() && b.isPresent()) {
      return !a.equals(b);
    }
    return b.filter(status -> status != Step.Status.SUCCEEDED).isPresent();
  }

  private static void count(Map<String, int[]> counts, Step step) {
    int[] count = counts.computeIfAbsent(step.id().name(), name -> new int[3]);
    count[0]++;
    switch (step.end().status()) {
      case FAILED, TIMED_OUT, CAUGHT -> count[1]++;
      case ABORTED, OPEN -> count[2]++;
      case SUCCEEDED -> {}
    }
  }

  StateGraph.Visits of(String state) {
    return new StateGraph.Visits(tally(inA, state), tally(inB, state));
  }

  private static StateGraph.Tally tally(Map<String, int[]> counts, String state) {
    int[] count = counts.get(state);
    return count == null
        ? StateGraph.Tally.NONE
        : new StateGraph.Tally(count[0], count[1], count[2]);
  }

  /** Classifies a state that the definition of the run under question has. */
  NodeClass classify(String state, boolean redefined) {
    if (parted.contains(state)) {
      return NodeClass.DIFFERENT_OUTCOME;
    }
    if (redefined && compared) {
      return NodeClass.CHANGED;
    }
    return of(state).b().all() == 0 ? NodeClass.NOT_REACHED : NodeClass.SAME;
  }
}
