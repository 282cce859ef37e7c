// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.report.Names;
import dev.afterimage.report.Safe;
import dev.afterimage.report.graph.GraphLayout;
import dev.afterimage.report.graph.NodeClass;
import dev.afterimage.report.graph.StateGraph;
import dev.afterimage.report.graph.StateGraphBuilder;
import dev.afterimage.report.html.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The state graph, laid out: boxes and paths in pixels, and what their classes mean. */
public record GraphSection(
    String width, String height, List<Node> nodes, List<Way> ways, List<Key> legend) {

  /**
   * A node of the drawing.
   *
   * @param style the class of the contract's six, in lower case with hyphens; {@code mark} for the
   *     start and the end
   */
  public record Node(String name, String label, String style, Box box, Words words) {}

  /** Where a node stands; {@code container} where others stand in it. */
  public record Box(String x, String y, String width, String height, boolean container) {
    /** Returns a place a little to the right of the left edge. */
    public String inX() {
      return number(Double.parseDouble(x) + 12);
    }

    /** Returns a place below the upper edge, in pixels. */
    public String inY(double below) {
      return number(Double.parseDouble(y) + below);
    }
  }

  /** What is written into a node, and what is said of it. */
  public record Words(String counts, String whole) {}

  /** An edge of the drawing: an SVG path. */
  public record Way(String path, String style) {}

  /** A line of the legend. */
  public record Key(String style, String text, long count) {}

  /** Makes the section. */
  public static GraphSection of(Subject subject) {
    StateGraph graph =
        StateGraphBuilder.build(
            subject.situation().pair(),
            subject.diagnosis().comparison().alignment(),
            subject.diagnosis().comparison().definition());
    GraphLayout layout = GraphLayout.of(graph);
    return new GraphSection(
        number(layout.width()),
        number(layout.height()),
        layout.boxes().stream().map(box -> node(box, graph)).toList(),
        layout.paths().stream().map(GraphSection::way).toList(),
        legend(graph));
  }

  private static Node node(GraphLayout.Box box, StateGraph graph) {
    StateGraph.Node node = box.node();
    boolean mark = node.name().equals(StateGraph.START) || node.name().equals(StateGraph.END);
    String counts =
        (graph.compared() ? "A " + node.visits().a().words() + " · " : "")
            + "B "
            + node.visits().b().words();
    String redefined = node.redefined() ? ", its definition differs" : "";
    return new Node(
        node.name(),
        Safe.line(GraphLayout.label(node.name())),
        mark ? "mark" : Names.of(node.nodeClass()),
        new Box(
            number(box.x()),
            number(box.y()),
            number(box.width()),
            number(box.height()),
            box.container()),
        new Words(
            mark ? "" : node.type() + (node.redefined() ? " ≠" : "") + " · " + counts,
            Safe.line(node.name())
                + ", "
                + node.type()
                + ", "
                + text(node.nodeClass(), graph.compared())
                + redefined
                + ", visits: "
                + counts));
  }

  private static Way way(GraphLayout.Path path) {
    StringBuilder text = new StringBuilder();
    for (GraphLayout.Point point : path.points()) {
      text.append(text.isEmpty() ? "M" : "L");
      text.append(number(point.x())).append(' ').append(number(point.y()));
    }
    return new Way(text.toString(), Names.of(path.edge().way()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static List<Key> legend(StateGraph graph) {
    List<Key> keys = new ArrayList<>();
    for (NodeClass nodeClass : NodeClass.values()) {
      long count =
          graph.nodes().stream()
              .filter(node -> !node.type().isEmpty() && node.nodeClass() == nodeClass)
              .count();
      keys.add(new Key(Names.of(nodeClass), text(nodeClass, graph.compared()), count));
    }
    return keys;
  }

  private static String text(NodeClass nodeClass, boolean compared) {
    return switch (nodeClass) {
      case SAME -> compared ? "same" : "succeeded";
      case CHANGED -> "definition changed";
      case ADDED -> "added";
      case REMOVED -> "removed";
      case DIFFERENT_OUTCOME -> compared ? "different outcome" : "did not succeed";
      case NOT_REACHED -> "not reached";
    };
  }
}
