// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.tar.EntryType;
import dev.afterimage.oci.tar.TarEntry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One layer extracted alone, in the order of its archive. Whiteouts speak of lower layers only and
 * may stand anywhere; symlinks of the same layer are followed, within the root.
 */
final class LayerTree {
  private static final String WHITEOUT_PREFIX = ".wh.";
  private static final String OPAQUE_NAME = ".wh..wh..opq";

  /** The target of a link that leads to nothing, whatever lower layers hold. */
  private static final String NOWHERE = "";

  private static final int MOST_SYMLINKS = 40;

  private final Limits limits;
  final NodeTable nodes = new NodeTable();
  final InodeTable inodes = new InodeTable();
  final Anomalies anomalies = new Anomalies();

  /** Targets of hard links that the layer did not hold so far. */
  final List<String> lowerTargets = new ArrayList<>();

  private final IntColumn openLinks = new IntColumn();

  LayerTree(Limits limits) {
    this.limits = limits;
  }

  /** Applies an entry with its content. */
  void apply(TarEntry entry, Content content) throws ImageException {
    List<String> names = EntryPath.split(entry.name());
    if (names.contains("..")) {
      anomalies.add(Anomaly.Kind.OUTSIDE, entry.name());
    } else if (EntryPath.isTooLong(names)) {
      anomalies.add(Anomaly.Kind.TOO_LONG, EntryPath.brief(entry.name()));
    } else if (names.isEmpty()) {
      applyRoot(entry, content);
    } else if (names.get(names.size() - 1).startsWith(WHITEOUT_PREFIX)) {
      applyWhiteout(entry, names);
    } else {
      checkDepth(names);
      place(entry, names, content);
    }
  }

  private void checkDepth(List<String> names) throws ImageException {
    if (names.size() > limits.depth()) {
      throw new ImageException(
          "directories are nested more than " + limits.depth() + " deep; no real image does that");
    }
  }

  private void applyRoot(TarEntry entry, Content content) {
    if (entry.type() == EntryType.DIRECTORY) {
      nodes.state.set(NodeTable.ROOT, content.addTo(inodes, entry));
    } else {
      anomalies.add(Anomaly.Kind.BAD_ROOT, entry.name());
    }
  }

  private void applyWhiteout(TarEntry entry, List<String> names) throws ImageException {
    String marker = names.get(names.size() - 1);
    boolean opaque = marker.equals(OPAQUE_NAME);
    if (marker.equals(WHITEOUT_PREFIX)) {
      throw new ImageException("a whiteout names nothing (.wh.); build the image again");
    }
    if (!opaque && marker.startsWith(WHITEOUT_PREFIX + WHITEOUT_PREFIX)) {
      return;
    }
    String hidden = opaque ? "" : marker.substring(WHITEOUT_PREFIX.length());
    if (hidden.equals(".") || hidden.equals("..")) {
      anomalies.add(Anomaly.Kind.OUTSIDE, entry.name());
      return;
    }
    checkDepth(names);
    int node = NodeTable.ROOT;
    for (String name : names.subList(0, names.size() - 1)) {
      node = nodes.child(node, name, NodeState.GHOST);
    }
    if (!opaque) {
      node = nodes.child(node, hidden, NodeState.GHOST);
    }
    int flag = opaque ? NodeState.OPAQUE : NodeState.WHITEOUT;
    nodes.flags.set(node, nodes.flags.get(node) | flag);
  }

  private void place(TarEntry entry, List<String> names, Content content) throws ImageException {
    int parent = directory(names.subList(0, names.size() - 1), entry.name());
    if (parent == NodeTable.NONE) {
      anomalies.add(Anomaly.Kind.SYMLINK_LOOP, entry.name());
      return;
    }
    int node = nodes.child(parent, names.get(names.size() - 1), NodeState.GHOST);
    if (entry.type() == EntryType.HARDLINK) {
      link(node, entry);
      return;
    }
    boolean wasInode = nodes.state.get(node) >= 0;
    boolean merges = entry.type() == EntryType.DIRECTORY && (isDirectory(node) || isGhost(node));
    if (wasInode) {
      anomalies.add(Anomaly.Kind.DUPLICATE, entry.name());
    }
    set(node, content.addTo(inodes, entry), merges);
  }

  private void set(int node, int state, boolean keepsChildren) {
    if (!keepsChildren) {
      nodes.removeChildren(node);
    }
    nodes.state.set(node, state);
  }

  private boolean isDirectory(int node) {
    int state = nodes.state.get(node);
    return state == NodeState.IMPLICIT || (state >= 0 && inodes.type(state) == EntryType.DIRECTORY);
  }

  private boolean isGhost(int node) {
    return nodes.state.get(node) == NodeState.GHOST;
  }

  private void link(int node, TarEntry entry) {
    int target = linkTarget(entry.link());
    boolean found = target != NodeTable.NONE;
    if (target == node || (found && isDirectory(target))) {
      anomalies.add(Anomaly.Kind.BAD_LINK, entry.name());
      set(node, lowerLink(NOWHERE), false);
    } else if (found && nodes.state.get(target) >= 0) {
      set(node, nodes.state.get(target), false);
    } else {
      set(node, lowerLink(entry.link()), false);
      openLinks.add(node);
    }
  }

  private int lowerLink(String target) {
    lowerTargets.add(target);
    return NodeState.lowerLink(lowerTargets.size() - 1);
  }

  private int linkTarget(String link) {
    List<String> names = EntryPath.split(link);
    if (names.isEmpty() || names.contains("..")) {
      return NodeTable.NONE;
    }
    int node = NodeTable.ROOT;
    for (int i = 0; i < names.size(); i++) {
      node = nodes.find(node, names.get(i));
      if (node == NodeTable.NONE) {
        return node;
      }
    }
    return node;
  }

  /** A link may stand before its target, which may be a link itself, and that one into below. */
  void bindOpenLinks() {
    BitSet seen = new BitSet();
    for (int i = 0; i < openLinks.size(); i++) {
      IntColumn chain = new IntColumn();
      int node = openLinks.get(i);
      while (node != NodeTable.NONE && isOpenLink(node) && !seen.get(node)) {
        seen.set(node);
        chain.add(node);
        node = linkTarget(lowerTargets.get(NodeState.lowerLinkNumber(nodes.state.get(node))));
      }
      if (chain.size() > 0) {
        bind(chain, node);
      }
    }
  }

  /**
   * Gives a chain of links the inode at its end, or the way into lower layers that it ends with.
   */
  private void bind(IntColumn chain, int end) {
    int state = nodes.state.get(chain.get(chain.size() - 1));
    if (end != NodeTable.NONE && !isGhost(end)) {
      boolean nothing = contains(chain, end) || isDirectory(end);
      state = nothing ? lowerLink(NOWHERE) : nodes.state.get(end);
    }
    for (int i = 0; i < chain.size(); i++) {
      nodes.state.set(chain.get(i), state);
    }
  }

  private static boolean contains(IntColumn chain, int node) {
    for (int i = 0; i < chain.size(); i++) {
      if (chain.get(i) == node) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpenLink(int node) {
    boolean detached = (nodes.flags.get(node) & NodeState.DETACHED) != 0;
    return nodes.state.get(node) <= NodeState.LOWER_LINK && !detached;
  }

  /** Returns the directory at a path, made where there is none; none behind a symlink loop. */
  private int directory(List<String> names, String raw) throws ImageException {
    List<String> open = names;
    int followed = 0;
    int node = NodeTable.ROOT;
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).equals("..")) {
        node = Math.max(nodes.parent.get(node), NodeTable.ROOT);
        continue;
      }
      int child = nodes.child(node, open.get(i), NodeState.IMPLICIT);
      int state = nodes.state.get(child);
      if (state >= 0 && inodes.type(state) == EntryType.SYMLINK) {
        if (++followed > MOST_SYMLINKS) {
          return NodeTable.NONE;
        }
        String target = inodes.target(state);
        open = joined(path(target.startsWith("/") ? NodeTable.ROOT : node), target, open, i + 1);
        node = NodeTable.ROOT;
        checkDepth(open);
        i = -1;
      } else {
        makeDirectory(child, raw);
        node = child;
      }
    }
    return node;
  }

  private List<String> path(int node) {
    List<String> names = new ArrayList<>();
    for (int at = node; at != NodeTable.ROOT; at = nodes.parent.get(at)) {
      names.add(0, nodes.name(at));
    }
    return names;
  }

  private void makeDirectory(int node, String raw) {
    if (!isDirectory(node)) {
      if (!isGhost(node)) {
        anomalies.add(Anomaly.Kind.BELOW_FILE, raw);
      }
      nodes.state.set(node, NodeState.IMPLICIT);
    }
  }

  private static List<String> joined(
      List<String> base, String target, List<String> open, int next) {
    List<String> all = new ArrayList<>(base);
    all.addAll(EntryPath.split(target));
    all.addAll(open.subList(next, open.size()));
    return all;
  }
}
