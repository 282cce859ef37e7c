// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The states of two runs' definitions with the ways between them, and what the runs did in them.
 *
 * @param nodes in the order of the definitions; a state stands behind the Map or Parallel around it
 * @param compared whether there is a baseline
 */
public record StateGraph(List<Node> nodes, List<Edge> edges, boolean compared) {
  /** The name of the node from which the first state is entered. */
  public static final String START = "\u25B6 start";

  /** The name of the node that a last state leads to. */
  public static final String END = "\u25A0 end";

  /**
   * One state.
   *
   * @param type as the definition writes it, as {@code Task}
   * @param around the Map or Parallel state that it stands in
   * @param redefined whether its own definition differs between the runs
   */
  public record Node(
      String name,
      String type,
      Optional<String> around,
      NodeClass nodeClass,
      boolean redefined,
      Visits visits) {
    public Node {
      requireNonNull(name, "name is null");
      requireNonNull(type, "type is null");
      requireNonNull(around, "around is null");
      requireNonNull(nodeClass, "nodeClass is null");
      requireNonNull(visits, "visits is null");
    }
  }

  /** How often a state was visited, in the baseline and in the run under question. */
  public record Visits(Tally a, Tally b) {}

  /**
   * What became of the visits of a state.
   *
   * @param cut visits that were cut off, or are still open
   */
  public record Tally(int all, int failed, int cut) {
    /** Never visited. */
    public static final Tally NONE = new Tally(0, 0, 0);

    /** Returns the number of visits, with those that failed or were cut off. */
    public String words() {
      return all
          + (failed > 0 ? ", " + failed + " failed" : "")
          + (cut > 0 ? ", " + cut + " cut off" : "");
    }
  }

  /** What leads from one state to another. */
  public enum Way {
    NEXT,
    CHOICE,
    DEFAULT,
    CATCH
  }

  /** A way from one state to another. */
  public record Edge(String from, String to, Way way) {}

  public StateGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /** Returns how many nodes are of a class. */
  public long count(NodeClass nodeClass) {
    return nodes.stream().filter(node -> node.nodeClass() == nodeClass).count();
  }
}
