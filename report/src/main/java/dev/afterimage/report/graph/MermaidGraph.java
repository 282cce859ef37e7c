// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import dev.afterimage.report.Safe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A state graph as a Mermaid flowchart, which Markdown renderers draw. */
public final class MermaidGraph {
  /** Renderers refuse much larger charts. */
  private static final int MOST_NODES = 200;

  private static final String CLASSES =
      """
        classDef same fill:#e8eef3,stroke:#5b6b78,color:#1b2227
        classDef changed fill:#fff1c9,stroke:#8a6100,color:#1b2227
        classDef added fill:#dcf3dd,stroke:#2c7a36,color:#1b2227
        classDef removed fill:#efe3f5,stroke:#76448a,color:#1b2227,stroke-dasharray:4 3
        classDef differentOutcome fill:#fbdcd5,stroke:#b3261e,color:#1b2227,stroke-width:3px
        classDef notReached fill:#ffffff,stroke:#9aa5ad,color:#5b6b78,stroke-dasharray:2 3
      """;

  private final StateGraph graph;
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, List<StateGraph.Node>> inside = new HashMap<>();
  private final StringBuilder out = new StringBuilder("flowchart TD\n");

  private MermaidGraph(StateGraph graph) {
    this.graph = graph;
    for (StateGraph.Node node : graph.nodes()) {
      ids.put(node.name(), "s" + ids.size());
      node.around().ifPresent(n -> inside.computeIfAbsent(n, k -> new ArrayList<>()).add(node));
    }
  }

  /** Returns the flowchart; none for a graph without states or with more than can be drawn. */
  public static Optional<String> write(StateGraph graph) {
    boolean drawable = !graph.nodes().isEmpty() && graph.nodes().size() <= MOST_NODES;
    return drawable ? Optional.of(new MermaidGraph(graph).all()) : Optional.empty();
  }

  private String all() {
    graph.nodes().stream().filter(n -> n.around().isEmpty()).forEach(n -> node(n, "  "));
    for (StateGraph.Edge edge : graph.edges()) {
      String arrow = edge.way() == StateGraph.Way.CATCH ? " -. catch .-> " : " --> ";
      out.append("  ").append(id(edge.from())).append(arrow).append(id(edge.to())).append('\n');
    }
    return out.append(CLASSES).toString();
  }

  private String id(String name) {
    return ids.getOrDefault(name, "s");
  }

  private void node(StateGraph.Node node, String indent) {
    List<StateGraph.Node> below = inside.getOrDefault(node.name(), List.of());
    String style = camel(node.nodeClass());
    if (below.isEmpty()) {
      out.append(indent).append(id(node.name())).append("[\"").append(label(node));
      out.append("\"]:::").append(style).append('\n');
      return;
    }
    out.append(indent).append("subgraph ").append(id(node.name()));
    out.append("[\"").append(label(node)).append("\"]\n");
    below.forEach(child -> node(child, indent + "  "));
    out.append(indent).append("end\n");
    out.append(indent).append("class ").append(id(node.name())).append(' ').append(style);
    out.append('\n');
  }

  private String label(StateGraph.Node node) {
    String name = escaped(node.name());
    if (node.type().isEmpty()) {
      return name;
    }
    String a = graph.compared() ? "A " + node.visits().a().words() + " · " : "";
    return name + "<br/>" + a + "B " + node.visits().b().words();
  }

  /** Within quotes Mermaid reads entities; everything that is more than a word becomes one. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    Safe.line(GraphLayout.label(text))
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " -_.…▶■".indexOf(c) >= 0) {
                safe.appendCodePoint(c);
              } else {
                safe.append('#').append(c).append(';');
              }
            });
    return safe.toString();
  }

  private static String camel(NodeClass nodeClass) {
    String[] words = nodeClass.name().toLowerCase(Locale.ROOT).split("_", -1);
    StringBuilder name = new StringBuilder(words[0]);
    for (int i = 1; i < words.length; i++) {
      name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return name.toString();
  }
}
