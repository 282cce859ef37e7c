// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.tar.EntryType;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in one layer: its paths as a tree, the inodes they lead to with the hash of each content,
 * and the contents of its text files. Paths are numbers; 0 is the root.
 */
public final class LayerIndex implements Closeable {
  private final Facts facts;
  private final NodeColumns nodes;
  private final InodeTable inodes;
  private final Texts texts;

  /**
   * What holds for the whole layer.
   *
   * @param contentId the same for two layers that differ in nothing but times
   * @param bytes length of the uncompressed tar stream
   * @param lowerTargets raw targets of hard links that lead into lower layers
   */
  record Facts(
      Digest diffId, Digest contentId, long bytes, List<String> lowerTargets, Anomalies anomalies) {
    Facts {
      lowerTargets = List.copyOf(lowerTargets);
    }
  }

  LayerIndex(Facts facts, NodeColumns nodes, InodeTable inodes, Texts texts) {
    this.facts = facts;
    this.nodes = nodes;
    this.inodes = inodes;
    this.texts = texts;
  }

  /** Returns the index that stands for a layer that cannot be read: it says nothing. */
  public static LayerIndex unread(Digest diffId) {
    Facts facts = new Facts(diffId, diffId, 0, List.of(), new Anomalies());
    return new LayerIndex(facts, NodeColumns.of(new NodeTable()), new InodeTable(), Texts.NONE);
  }

  Facts facts() {
    return facts;
  }

  NodeColumns nodes() {
    return nodes;
  }

  InodeTable inodes() {
    return inodes;
  }

  /** Returns the digest of the uncompressed layer. */
  public Digest diffId() {
    return facts.diffId();
  }

  /** Returns a digest that is the same for two layers that differ in nothing but times. */
  public Digest contentId() {
    return facts.contentId();
  }

  /** Returns the length of the uncompressed tar stream. */
  public long bytes() {
    return facts.bytes();
  }

  /** Returns what is odd about the layer. */
  public List<Anomaly> anomalies() {
    return facts.anomalies().listed();
  }

  /** Returns how many anomalies there are, those not listed included. */
  public int anomalyCount() {
    return facts.anomalies().count();
  }

  /** Whether hard links of the layer lead into lower layers. */
  public boolean hasLowerLinks() {
    return !facts.lowerTargets().isEmpty();
  }

  /** Returns the number of paths, those of whiteouts included. */
  public int count() {
    return nodes.count();
  }

  /** Returns the first child of a node; the others follow it. */
  public int firstChild(int node) {
    return nodes.firstChild.get(node);
  }

  /** Returns how many children a node has. */
  public int childCount(int node) {
    return nodes.childCount.get(node);
  }

  /** Returns the node that a node stands in; -1 for the root. */
  public int parent(int node) {
    return nodes.parent.get(node);
  }

  /** Returns the raw name of a node. */
  public String name(int node) {
    return nodes.names.text(nodes.nameStart(node), nodes.nameEnd.get(node));
  }

  /** Compares the names of two nodes by their bytes. */
  public int compareNames(int node, LayerIndex other, int otherNode) {
    return nodes.names.compare(
        nodes.nameStart(node),
        nodes.nameEnd.get(node),
        other.nodes.names,
        other.nodes.nameStart(otherNode),
        other.nodes.nameEnd.get(otherNode));
  }

  /** Returns the child with a raw name; -1 where there is none. */
  public int find(int node, String name) {
    int low = firstChild(node);
    int high = low + childCount(node) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = nodes.names.compare(nodes.nameStart(middle), nodes.nameEnd.get(middle), name);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** Whether a node only speaks of lower layers: a whiteout, or a path to one. */
  public boolean isGhost(int node) {
    return nodes.state.get(node) == NodeState.GHOST;
  }

  /** Whether a node hides what lower layers have at its path and below. */
  public boolean isWhiteout(int node) {
    return (nodes.flags.get(node) & NodeState.WHITEOUT) != 0;
  }

  /** Whether a node hides what lower layers have below its path. */
  public boolean isOpaque(int node) {
    return (nodes.flags.get(node) & NodeState.OPAQUE) != 0;
  }

  /** Whether a node is a directory that the layer only implies. */
  public boolean isImplicit(int node) {
    return nodes.state.get(node) == NodeState.IMPLICIT;
  }

  /** Whether a node is a directory. */
  public boolean isDirectory(int node) {
    int state = nodes.state.get(node);
    return state == NodeState.IMPLICIT || (state >= 0 && inodes.type(state) == EntryType.DIRECTORY);
  }

  /** Returns the number of a node's inode; none where the layer holds none for it. */
  public Optional<Integer> inode(int node) {
    int state = nodes.state.get(node);
    return state >= 0 ? Optional.of(state) : Optional.empty();
  }

  /** Returns the raw target of a hard link that leads into lower layers. */
  public Optional<String> lowerTarget(int node) {
    int state = nodes.state.get(node);
    return state <= NodeState.LOWER_LINK
        ? Optional.of(facts.lowerTargets().get(NodeState.lowerLinkNumber(state)))
        : Optional.empty();
  }

  /** Returns the nodes that share an inode with another node, or link into a lower layer. */
  public List<Integer> linkedNodes() {
    int[] first = new int[inodes.count()];
    List<Integer> linked = new ArrayList<>();
    for (int node = 0; node < count(); node++) {
      int state = nodes.state.get(node);
      if (state <= NodeState.LOWER_LINK) {
        linked.add(node);
      } else if (state >= 0 && first[state] == 0) {
        first[state] = node + 1;
      } else if (state >= 0) {
        if (first[state] > 0) {
          linked.add(first[state] - 1);
          first[state] = -1;
        }
        linked.add(node);
      }
    }
    return linked;
  }

  /** Returns an inode by its number. */
  public Inode inodeAt(int number) {
    return inodes.get(number);
  }

  /** Returns the type of an inode. */
  public EntryType type(int number) {
    return inodes.type(number);
  }

  /** Whether two inodes are the same but for their times. */
  public boolean isSame(int number, LayerIndex other, int otherNumber) {
    return inodes.isSame(number, other.inodes, otherNumber);
  }

  /** Whether two inodes have the same time. */
  public boolean isSameTime(int number, LayerIndex other, int otherNumber) {
    return inodes.isSameTime(number, other.inodes, otherNumber);
  }

  /** Returns the place of an inode's entry in the tar stream, counted from 0. */
  public int ordinal(int number) {
    return inodes.ordinal.get(number);
  }

  /** Returns the content of a file where it was kept: text files and package databases are. */
  public Optional<byte[]> content(int number) throws IOException {
    return texts.read(inodes.text.get(number));
  }

  /** Returns the raw path of a node. */
  public String path(int node) {
    StringBuilder path = new StringBuilder();
    for (int at = node; at > 0; at = parent(at)) {
      path.insert(0, "/" + name(at));
    }
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    texts.close();
  }

  @Override
  public String toString() {
    return diffId() + " with " + count() + " paths";
  }
}
