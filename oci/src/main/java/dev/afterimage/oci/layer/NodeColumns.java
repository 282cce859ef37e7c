// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.ArrayList;
import java.util.List;

/**
 * The paths of a layer in breadth-first order: the children of a node stand side by side, sorted by
 * the bytes of their names.
 */
final class NodeColumns {
  final IntColumn parent;
  final IntColumn firstChild;
  final IntColumn childCount;
  final IntColumn nameEnd;
  final IntColumn state;
  final IntColumn flags;
  final ByteColumn names;

  NodeColumns(ColumnSource source) {
    parent = source.ints();
    firstChild = source.ints();
    childCount = source.ints();
    nameEnd = source.ints();
    state = source.ints();
    flags = source.ints();
    names = source.bytes();
  }

  int count() {
    return parent.size();
  }

  int nameStart(int node) {
    return node == 0 ? 0 : nameEnd.get(node - 1);
  }

  static NodeColumns of(NodeTable tree) {
    NodeColumns sorted = new NodeColumns(ColumnSource.empty());
    IntColumn source = new IntColumn();
    sorted.append(tree, NodeTable.ROOT, NodeTable.NONE);
    source.add(NodeTable.ROOT);
    for (int node = 0; node < sorted.count(); node++) {
      List<Integer> children = children(tree, source.get(node));
      sorted.firstChild.set(node, sorted.count());
      sorted.childCount.set(node, children.size());
      for (int child : children) {
        sorted.append(tree, child, node);
        source.add(child);
      }
    }
    sorted.trim();
    return sorted;
  }

  private static List<Integer> children(NodeTable tree, int node) {
    List<Integer> children = new ArrayList<>();
    for (int c = tree.firstChild.get(node); c != NodeTable.NONE; c = tree.nextSibling.get(c)) {
      children.add(c);
    }
    children.sort(
        (l, r) ->
            tree.names.compare(
                tree.nameStart(l),
                tree.nameEnd.get(l),
                tree.names,
                tree.nameStart(r),
                tree.nameEnd.get(r)));
    return children;
  }

  private void append(NodeTable tree, int node, int newParent) {
    parent.add(newParent);
    firstChild.add(0);
    childCount.add(0);
    nameEnd.add(names.add(tree.name(node)));
    state.add(tree.state.get(node));
    flags.add(tree.flags.get(node));
  }

  private void trim() {
    List.of(parent, firstChild, childCount, nameEnd, state, flags).forEach(IntColumn::trim);
    names.trim();
  }
}
