// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

/**
 * What a node of a layer is: an inode (its number, 0 or more), or one of the states here; below
 * {@link #LOWER_LINK} a hard link whose target stands in a lower layer.
 */
final class NodeState {
  /** A directory that the layer implies by what stands in it. */
  static final int IMPLICIT = -1;

  /** Nothing: only its flags, or what stands below it, say something of lower layers. */
  static final int GHOST = -2;

  /** The first of the hard links to lower layers; the next ones lie below it. */
  static final int LOWER_LINK = -3;

  /** Flag: hides all that lower layers have below this path. */
  static final int OPAQUE = 1;

  /** Flag: hides what lower layers have at and below this path. */
  static final int WHITEOUT = 2;

  /** Flag, while a layer is read: the node was taken away. */
  static final int DETACHED = 4;

  private NodeState() {}

  static int lowerLink(int number) {
    return LOWER_LINK - number;
  }

  static int lowerLinkNumber(int state) {
    return LOWER_LINK - state;
  }
}
