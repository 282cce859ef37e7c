// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

/** The paths of a layer while it is read: a tree of names with a hash table over it. */
final class NodeTable {
  static final int ROOT = 0;
  static final int NONE = -1;

  final IntColumn parent = new IntColumn();
  final IntColumn firstChild = new IntColumn();
  final IntColumn nextSibling = new IntColumn();
  final IntColumn nameEnd = new IntColumn();
  final IntColumn state = new IntColumn();
  final IntColumn flags = new IntColumn();
  final ByteColumn names = new ByteColumn();

  private int[] slots = new int[1024];

  NodeTable() {
    append(NONE, "", NodeState.IMPLICIT);
  }

  int count() {
    return parent.size();
  }

  private int append(int parentNode, String name, int initial) {
    parent.add(parentNode);
    firstChild.add(NONE);
    nextSibling.add(NONE);
    nameEnd.add(names.add(name));
    flags.add(0);
    return state.add(initial);
  }

  int nameStart(int node) {
    return node == 0 ? 0 : nameEnd.get(node - 1);
  }

  String name(int node) {
    return names.text(nameStart(node), nameEnd.get(node));
  }

  /** Returns the child with a name, {@link #NONE} where there is none. */
  int find(int parentNode, String name) {
    int node = lookUp(parentNode, name);
    return node != NONE && (flags.get(node) & NodeState.DETACHED) != 0 ? NONE : node;
  }

  private int lookUp(int parentNode, String name) {
    int slot = slot(parentNode, name.hashCode());
    while (slots[slot] != 0) {
      int node = slots[slot];
      boolean found =
          parent.get(node) == parentNode && names.equals(nameStart(node), nameEnd.get(node), name);
      if (found) {
        return node;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return NONE;
  }

  private int slot(int parentNode, int nameHash) {
    int hash = (parentNode * 31 + nameHash) * 0x9E3779B9;
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /** Returns the child with a name, made in a state where there was none. */
  int child(int parentNode, String name, int initial) {
    int node = lookUp(parentNode, name);
    if (node == NONE) {
      node = append(parentNode, name, initial);
      if (count() * 2 > slots.length) {
        rehash();
      } else {
        insert(node, name.hashCode());
      }
      attach(node);
    } else if ((flags.get(node) & NodeState.DETACHED) != 0) {
      flags.set(node, 0);
      state.set(node, initial);
      attach(node);
    }
    return node;
  }

  private void attach(int node) {
    int parentNode = parent.get(node);
    nextSibling.set(node, firstChild.get(parentNode));
    firstChild.set(parentNode, node);
  }

  private void insert(int node, int nameHash) {
    int slot = slot(parent.get(node), nameHash);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = node;
  }

  private void rehash() {
    slots = new int[slots.length * 2];
    for (int node = 1; node < count(); node++) {
      insert(node, name(node).hashCode());
    }
  }

  /** Takes a child away, where there is one. */
  void remove(int parentNode, String name) {
    int node = find(parentNode, name);
    if (node == NONE) {
      return;
    }
    removeChildren(node);
    flags.set(node, NodeState.DETACHED);
    if (firstChild.get(parentNode) == node) {
      firstChild.set(parentNode, nextSibling.get(node));
      return;
    }
    int before = firstChild.get(parentNode);
    while (nextSibling.get(before) != node) {
      before = nextSibling.get(before);
    }
    nextSibling.set(before, nextSibling.get(node));
  }

  /** Takes everything below a node away. */
  void removeChildren(int node) {
    IntColumn open = new IntColumn();
    open.add(node);
    for (int next = 0; next < open.size(); next++) {
      int at = open.get(next);
      for (int c = firstChild.get(at); c != NONE; c = nextSibling.get(c)) {
        open.add(c);
        flags.set(c, NodeState.DETACHED);
      }
      firstChild.set(at, NONE);
    }
  }
}
