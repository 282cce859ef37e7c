// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.compare.Alignment;
import dev.afterimage.core.compare.Definition;
import dev.afterimage.core.compare.Definitions;
import dev.afterimage.core.compare.JsonDiff;
import dev.afterimage.core.compare.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Merges the definitions of two runs into one graph. */
public final class StateGraphBuilder {
  /** What holds states of its own, and a comment, which changes nothing. */
  private static final List<String> NOT_OWN =
      List.of("Iterator", "ItemProcessor", "Branches", "Comment");

  private final Map<String, State> inA = new LinkedHashMap<>();
  private final Map<String, State> inB = new LinkedHashMap<>();
  private final Set<StateGraph.Edge> edges = new LinkedHashSet<>();
  private final StateVisits visits;
  private final boolean compared;

  private record State(JsonNode json, Optional<String> around) {}

  private StateGraphBuilder(Pair pair, Alignment alignment) {
    this.visits = new StateVisits(pair, alignment);
    this.compared = pair.a().isPresent();
  }

  /**
   * Builds the graph of a comparison; where no definition is known, out of the steps that the runs
   * took.
   *
   * @param alignment the steps of both runs, side by side
   */
  public static StateGraph build(Pair pair, Alignment alignment, Optional<Definition> fallback) {
    Definitions definitions = new Definitions(pair.evidence());
    Optional<Definition> a = pair.a().flatMap(definitions::of);
    Optional<Definition> b = definitions.of(pair.b()).or(() -> fallback);
    StateGraphBuilder builder = new StateGraphBuilder(pair, alignment);
    if (a.isEmpty() && b.isEmpty()) {
      return new ObservedGraph(pair, builder.visits).build();
    }
    // One unknown definition is no difference: the other stands for both.
    a.or(() -> b).ifPresent(d -> builder.machine(d.json(), Optional.empty(), builder.inA));
    b.or(() -> a).ifPresent(d -> builder.machine(d.json(), Optional.empty(), builder.inB));
    return builder.build();
  }

  private void machine(JsonNode machine, Optional<String> around, Map<String, State> into) {
    if (around.isEmpty()) {
      edge(StateGraph.START, machine.path("StartAt"), StateGraph.Way.NEXT);
    }
    for (Map.Entry<String, JsonNode> entry : machine.path("States").properties()) {
      String name = entry.getKey();
      if (into.putIfAbsent(name, new State(entry.getValue(), around)) == null) {
        ways(name, entry.getValue(), around.isEmpty());
        inside(name, entry.getValue(), into);
      }
    }
  }

  private void inside(String name, JsonNode state, Map<String, State> into) {
    for (String processor : List.of("ItemProcessor", "Iterator")) {
      machine(state.path(processor), Optional.of(name), into);
    }
    for (JsonNode branch : state.path("Branches")) {
      machine(branch, Optional.of(name), into);
    }
  }

  private void ways(String name, JsonNode state, boolean top) {
    edge(name, state.path("Next"), StateGraph.Way.NEXT);
    for (JsonNode choice : state.path("Choices")) {
      edge(name, choice.path("Next"), StateGraph.Way.CHOICE);
    }
    edge(name, state.path("Default"), StateGraph.Way.DEFAULT);
    for (JsonNode caught : state.path("Catch")) {
      edge(name, caught.path("Next"), StateGraph.Way.CATCH);
    }
    String type = state.path("Type").asText("");
    boolean last =
        state.path("End").asBoolean(false) || type.equals("Succeed") || type.equals("Fail");
    if (top && last) {
      edges.add(new StateGraph.Edge(name, StateGraph.END, StateGraph.Way.NEXT));
    }
  }

  private void edge(String from, JsonNode to, StateGraph.Way way) {
    if (to.isTextual()) {
      edges.add(new StateGraph.Edge(from, to.textValue(), way));
    }
  }

  private StateGraph build() {
    List<StateGraph.Node> nodes = new ArrayList<>();
    nodes.add(mark(StateGraph.START));
    inB.forEach((name, state) -> nodes.add(node(name, state)));
    inA.forEach(
        (name, state) -> {
          if (!inB.containsKey(name)) {
            nodes.add(node(name, state, NodeClass.REMOVED, false));
          }
        });
    nodes.add(mark(StateGraph.END));
    Set<String> known = new LinkedHashSet<>();
    nodes.forEach(node -> known.add(node.name()));
    List<StateGraph.Edge> kept =
        edges.stream().filter(e -> known.contains(e.from()) && known.contains(e.to())).toList();
    return new StateGraph(nodes, kept, compared);
  }

  private static StateGraph.Node mark(String name) {
    return new StateGraph.Node(
        name,
        "",
        Optional.empty(),
        NodeClass.SAME,
        false,
        new StateGraph.Visits(StateGraph.Tally.NONE, StateGraph.Tally.NONE));
  }

  private StateGraph.Node node(String name, State state) {
    State before = inA.get(name);
    if (before == null) {
      return node(name, state, NodeClass.ADDED, false);
    }
    boolean redefined = !JsonDiff.of(own(before.json()), own(state.json())).isEmpty();
    return node(name, state, visits.classify(name, redefined), redefined);
  }

  private StateGraph.Node node(String name, State state, NodeClass nodeClass, boolean redefined) {
    return new StateGraph.Node(
        name,
        state.json().path("Type").asText(""),
        state.around(),
        nodeClass,
        redefined,
        visits.of(name));
  }

  private static JsonNode own(JsonNode state) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : state.properties()) {
      if (!NOT_OWN.contains(field.getKey())) {
        copy.set(field.getKey(), field.getValue());
      }
    }
    return copy;
  }
}
