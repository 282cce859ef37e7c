// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The graph of the ways that the runs took, for a case without a definition. */
final class ObservedGraph {
  private final Pair pair;
  private final StateVisits visits;
  private final Map<String, StateGraph.Node> nodes = new LinkedHashMap<>();
  private final Set<StateGraph.Edge> edges = new LinkedHashSet<>();

  ObservedGraph(Pair pair, StateVisits visits) {
    this.pair = pair;
    this.visits = visits;
  }

  StateGraph build() {
    observe(pair.b());
    pair.a().ifPresent(this::observe);
    return new StateGraph(
        new ArrayList<>(nodes.values()), List.copyOf(edges), pair.a().isPresent());
  }

  private void observe(Run run) {
    Map<Long, String> containers = new HashMap<>();
    Map<Step.Frame, String> last = new HashMap<>();
    for (Step step : run.steps()) {
      String name = step.id().name();
      Step.Frame frame = step.id().frame();
      containers.put(step.id().enteredEventId(), name);
      nodes.computeIfAbsent(
          name,
          key ->
              new StateGraph.Node(
                  key,
                  type(step.id().type()),
                  Optional.ofNullable(containers.get(frame.container())),
                  visits.classify(key, false),
                  false,
                  visits.of(key)));
      String before = last.put(frame, name);
      // Branches of one Parallel share a frame: only the item of a Map and the top are sequences.
      boolean sequence = frame.container() == 0 || frame.index() >= 0;
      if (before != null && sequence) {
        edges.add(new StateGraph.Edge(before, name, StateGraph.Way.NEXT));
      }
    }
  }

  private static String type(EventType.Subject subject) {
    return switch (subject) {
      case TASK_STATE -> "Task";
      case MAP_STATE -> "Map";
      case PARALLEL_STATE -> "Parallel";
      case CHOICE_STATE -> "Choice";
      case PASS_STATE -> "Pass";
      case WAIT_STATE -> "Wait";
      case SUCCEED_STATE -> "Succeed";
      case FAIL_STATE -> "Fail";
      default -> "";
    };
  }
}
