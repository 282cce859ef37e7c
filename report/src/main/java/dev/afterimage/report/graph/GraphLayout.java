// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * A state graph with a place for each node and edge, in pixels.
 *
 * @param boxes the nodes, those around others first
 */
public record GraphLayout(double width, double height, List<Box> boxes, List<Path> paths) {
  private static final double CHARACTER = 7.9;
  private static final double MARGIN = 26;
  private static final double NODE_HEIGHT = 44;
  private static final double MARK_HEIGHT = 26;
  private static final double HEADER = 52;
  private static final int MOST_CHARACTERS = 36;

  /** A node and its place; {@code container} where other nodes stand in it. */
  public record Box(
      StateGraph.Node node, double x, double y, double width, double height, boolean container) {}

  /** A point of a path. */
  public record Point(double x, double y) {}

  /** An edge and the points that it leads through. */
  public record Path(StateGraph.Edge edge, List<Point> points) {
    public Path {
      points = List.copyOf(points);
    }
  }

  public GraphLayout {
    boxes = List.copyOf(boxes);
    paths = List.copyOf(paths);
  }

  /** Lays a graph out from top to bottom; the same graph is always laid out alike. */
  public static GraphLayout of(StateGraph graph) {
    return new Layouter(graph).layout();
  }

  /** Returns a name as it fits into a node. */
  public static String label(String name) {
    int length = name.codePointCount(0, name.length());
    return length <= MOST_CHARACTERS
        ? name
        : name.substring(0, name.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }

  private static final class Layouter {
    private final StateGraph graph;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> elkNodes = new HashMap<>();
    private final Map<StateGraph.Edge, ElkEdge> elkEdges = new HashMap<>();
    private final Set<String> containers = new HashSet<>();

    Layouter(StateGraph graph) {
      this.graph = graph;
      graph.nodes().forEach(node -> node.around().ifPresent(containers::add));
    }

    GraphLayout layout() {
      root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
      root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
      options(root);
      graph.nodes().forEach(this::add);
      graph.edges().forEach(this::add);
      new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
      return new GraphLayout(root.getWidth(), root.getHeight(), boxes(), paths());
    }

    private static void options(ElkNode node) {
      node.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
      node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
      node.setProperty(CoreOptions.RANDOM_SEED, 1);
      node.setProperty(CoreOptions.SPACING_NODE_NODE, 28.0);
      node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 30.0);
    }

    private void add(StateGraph.Node node) {
      ElkNode parent = node.around().map(elkNodes::get).orElse(root);
      ElkNode elk = ElkGraphUtil.createNode(parent == null ? root : parent);
      boolean mark = node.type().isEmpty() && node.around().isEmpty();
      elk.setWidth(width(node));
      elk.setHeight(mark ? MARK_HEIGHT : NODE_HEIGHT);
      if (containers.contains(node.name())) {
        options(elk);
        elk.setProperty(CoreOptions.PADDING, new ElkPadding(HEADER, 18, 18, 18));
        elk.setProperty(
            CoreOptions.NODE_SIZE_MINIMUM,
            new org.eclipse.elk.core.math.KVector(width(node), HEADER));
        elk.setProperty(
            CoreOptions.NODE_SIZE_CONSTRAINTS,
            java.util.EnumSet.of(org.eclipse.elk.core.options.SizeConstraint.MINIMUM_SIZE));
      }
      elkNodes.put(node.name(), elk);
    }

    private static double width(StateGraph.Node node) {
      String counts = node.visits().b().words();
      int longest = Math.max(label(node.name()).length(), counts.length() + 6);
      return Math.max(92, longest * CHARACTER + MARGIN);
    }

    private void add(StateGraph.Edge edge) {
      ElkNode from = elkNodes.get(edge.from());
      ElkNode to = elkNodes.get(edge.to());
      if (from != null && to != null) {
        elkEdges.put(edge, ElkGraphUtil.createSimpleEdge(from, to));
      }
    }

    private List<Box> boxes() {
      List<Box> boxes = new ArrayList<>();
      for (StateGraph.Node node : graph.nodes()) {
        ElkNode elk = elkNodes.get(node.name());
        if (elk != null) {
          Point at = offset(elk);
          boxes.add(
              new Box(
                  node,
                  at.x(),
                  at.y(),
                  elk.getWidth(),
                  elk.getHeight(),
                  containers.contains(node.name())));
        }
      }
      return boxes;
    }

    /** Places are relative to what stands around: sums them up to the top. */
    private Point offset(ElkNode node) {
      double x = 0;
      double y = 0;
      for (ElkNode at = node; at != null && at != root; at = at.getParent()) {
        x += at.getX();
        y += at.getY();
      }
      return new Point(x, y);
    }

    private List<Path> paths() {
      List<Path> paths = new ArrayList<>();
      for (StateGraph.Edge edge : graph.edges()) {
        ElkEdge elk = elkEdges.get(edge);
        if (elk != null && !elk.getSections().isEmpty()) {
          ElkNode container = elk.getContainingNode();
          paths.add(new Path(edge, points(elk.getSections().get(0), offset(container))));
        }
      }
      return paths;
    }

    private static List<Point> points(ElkEdgeSection section, Point from) {
      List<Point> points = new ArrayList<>();
      points.add(new Point(from.x() + section.getStartX(), from.y() + section.getStartY()));
      for (ElkBendPoint bend : section.getBendPoints()) {
        points.add(new Point(from.x() + bend.getX(), from.y() + bend.getY()));
      }
      points.add(new Point(from.x() + section.getEndX(), from.y() + section.getEndY()));
      return points;
    }
  }
}
