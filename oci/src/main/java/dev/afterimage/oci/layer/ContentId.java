// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The hash over all that a layer says but times: equal for a layer that was only packed again. */
final class ContentId {
  private final MessageDigest hasher = Digest.hasher("sha256");
  private final ByteBuffer buffer = ByteBuffer.allocate(64);

  private ContentId() {}

  static Digest of(NodeColumns nodes, InodeTable inodes, List<String> lowerTargets) {
    ContentId id = new ContentId();
    id.hasher.update(nodes.names.array());
    int[] firstPath = new int[inodes.count()];
    for (int node = 0; node < nodes.count(); node++) {
      id.node(nodes, node);
      int state = nodes.state.get(node);
      if (state <= NodeState.LOWER_LINK) {
        id.text(lowerTargets.get(NodeState.lowerLinkNumber(state)));
      } else if (state >= 0 && firstPath[state] == 0) {
        firstPath[state] = node + 1;
        id.inode(inodes, state);
      } else if (state >= 0) {
        id.hasher.update(ByteBuffer.allocate(4).putInt(firstPath[state]).flip());
      }
    }
    return Digest.sha256(id.hasher.digest());
  }

  private void node(NodeColumns nodes, int node) {
    buffer.clear();
    buffer.putInt(nodes.nameEnd.get(node)).putInt(nodes.parent.get(node));
    buffer.putInt(Math.min(nodes.state.get(node), 0)).putInt(nodes.flags.get(node));
    hasher.update(buffer.flip());
  }

  private void inode(InodeTable inodes, int inode) {
    buffer.clear();
    buffer.putInt(inodes.typeAndMode.get(inode)).putLong(inodes.size.get(inode));
    buffer.putInt(inodes.uid.get(inode)).putInt(inodes.gid.get(inode));
    hasher.update(buffer.flip());
    hasher.update(inodes.hashes.array(), inode * InodeTable.HASH_BYTES, InodeTable.HASH_BYTES);
    text(inodes.target(inode));
    text(inodes.xattrSets.get(inodes.xattrs.get(inode)).toString());
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hasher.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
    hasher.update(bytes);
  }
}
