// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.tar.EntryType;
import org.jspecify.annotations.Nullable;

/**
 * One path of the applied view. It is small, because a directory may hold a million: it points into
 * the indexes of the layers and copies nothing.
 */
public final class Node {
  private final Layers layers;
  private final int layer;
  private final int node;
  private final int inodeLayer;
  private final int inode;

  /** For a directory: the layers and nodes that make it up, highest first, in pairs. */
  private final int @Nullable [] parts;

  Node(Layers layers, int[] place, int[] inode, int @Nullable [] parts) {
    this.layers = requireNonNull(layers, "layers is null");
    this.layer = place[0];
    this.node = place[1];
    this.inodeLayer = inode[0];
    this.inode = inode[1];
    this.parts = parts;
  }

  /** The layers of one image, by position. */
  interface Layers {
    LayerIndex index(int position);
  }

  /** Returns the raw name; empty for the root. */
  public String name() {
    return index().name(node);
  }

  /** Returns the raw path with a slash at its start; a slash for the root. */
  public String path() {
    String path = index().path(node);
    return path.isEmpty() ? "/" : path;
  }

  /** Returns the position of the layer that made this path as it is. */
  public int layer() {
    return layer;
  }

  LayerIndex index() {
    return layers.index(layer);
  }

  int node() {
    return node;
  }

  int[] parts() {
    return parts == null ? new int[0] : parts;
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return parts != null;
  }

  /** Whether it is a directory that no layer describes. */
  public boolean isImplicit() {
    return inode < 0;
  }

  /** Returns what the path leads to. */
  public Inode inode() {
    return inode < 0 ? Inode.IMPLICIT_DIRECTORY : inodeIndex().inodeAt(inode);
  }

  /** Returns the type of what the path leads to. */
  public EntryType type() {
    return inode < 0 ? EntryType.DIRECTORY : inodeIndex().type(inode);
  }

  /** Returns the position of the layer that holds the content. */
  public int inodeLayer() {
    return inodeLayer;
  }

  /** Returns the number of the inode within {@link #inodeIndex}; negative where there is none. */
  public int inodeNumber() {
    return inode;
  }

  /** Returns the index of the layer that holds the content. */
  public LayerIndex inodeIndex() {
    return layers.index(inodeLayer);
  }

  /** Whether two paths lead to what is the same but for its time. */
  public boolean isSame(Node other) {
    if (inode < 0 || other.inode < 0) {
      return inode < 0 && other.inode < 0;
    }
    return inodeIndex().isSame(inode, other.inodeIndex(), other.inode);
  }

  /** Whether what two paths lead to has the same time. */
  public boolean isSameTime(Node other) {
    return inode < 0
        || other.inode < 0
        || inodeIndex().isSameTime(inode, other.inodeIndex(), other.inode);
  }

  /** Whether two directories are made up of the same parts of the same layers. */
  public boolean isSameTree(Node other) {
    int[] mine = parts();
    int[] theirs = other.parts();
    boolean sameInode =
        inode == other.inode && (inode < 0 || inodeIndex().equals(other.inodeIndex()));
    if (mine.length == 0 || mine.length != theirs.length || !sameInode) {
      return false;
    }
    for (int i = 0; i < mine.length; i += 2) {
      LayerIndex index = layers.index(mine[i]);
      boolean same = index.equals(other.layers.index(theirs[i])) && mine[i + 1] == theirs[i + 1];
      if (!same || index.hasLowerLinks()) {
        return false;
      }
    }
    return true;
  }

  /** Compares the names of two paths by their bytes. */
  public int compareName(Node other) {
    return index().compareNames(node, other.index(), other.node);
  }
}
