// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.tar.RawText;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes an index: a header, the columns one after another, a checksum. */
final class IndexWriter {
  static final long MAGIC = 0x4146_5449_4D4C_4159L;

  /** To be raised with every change of the format, or of what an index holds. */
  static final int VERSION = 2;

  private static final int CHUNK = 8192;

  private final DataOutputStream out;

  private IndexWriter(DataOutputStream out) {
    this.out = out;
  }

  static void write(LayerStore.Parts parts, OutputStream file) throws IOException {
    CheckedOutputStream checked =
        new CheckedOutputStream(new BufferedOutputStream(file, 1 << 16), new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    IndexWriter writer = new IndexWriter(out);
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    writer.facts(parts.facts());
    writer.nodes(parts.nodes());
    writer.inodes(parts.inodes());
    writer.texts(parts.texts());
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private void facts(LayerIndex.Facts facts) throws IOException {
    out.writeUTF(facts.diffId().toString());
    out.writeUTF(facts.contentId().toString());
    out.writeLong(facts.bytes());
    texts(facts.lowerTargets());
    out.writeInt(facts.anomalies().count());
    List<Anomaly> listed = facts.anomalies().listed();
    out.writeInt(listed.size());
    for (Anomaly anomaly : listed) {
      out.writeUTF(anomaly.kind().name());
      bytes(RawText.bytes(anomaly.path()));
    }
  }

  private void texts(List<String> raw) throws IOException {
    out.writeInt(raw.size());
    for (String text : raw) {
      bytes(RawText.bytes(text));
    }
  }

  private void nodes(NodeColumns nodes) throws IOException {
    ints(nodes.parent);
    ints(nodes.firstChild);
    ints(nodes.childCount);
    ints(nodes.nameEnd);
    ints(nodes.state);
    ints(nodes.flags);
    bytes(nodes.names.array());
  }

  private void inodes(InodeTable inodes) throws IOException {
    ints(inodes.typeAndMode);
    ints(inodes.uid);
    ints(inodes.gid);
    longs(inodes.seconds);
    ints(inodes.nanos);
    longs(inodes.size);
    bytes(inodes.hashes.array());
    bytes(inodes.targets.array());
    ints(inodes.targetEnd);
    ints(inodes.xattrs);
    ints(inodes.ordinal);
    ints(inodes.text);
    out.writeInt(inodes.xattrSets.size());
    for (SortedMap<String, String> set : inodes.xattrSets) {
      out.writeInt(set.size());
      for (Map.Entry<String, String> xattr : set.entrySet()) {
        bytes(RawText.bytes(xattr.getKey()));
        bytes(RawText.bytes(xattr.getValue()));
      }
    }
  }

  private void texts(StoredTexts.Table table) throws IOException {
    longs(table.offset());
    ints(table.length());
  }

  private void bytes(byte[] bytes) throws IOException {
    out.writeInt(bytes.length);
    // In parts, because a channel keeps native memory as large as the largest write.
    for (int from = 0; from < bytes.length; from += CHUNK) {
      out.write(bytes, from, Math.min(CHUNK, bytes.length - from));
    }
  }

  private void ints(IntColumn column) throws IOException {
    out.writeInt(column.size());
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Integer.BYTES);
    for (int i = 0; i < column.size(); i++) {
      chunk.putInt(column.get(i));
      if (!chunk.hasRemaining() || i == column.size() - 1) {
        out.write(chunk.array(), 0, chunk.position());
        chunk.clear();
      }
    }
  }

  private void longs(LongColumn column) throws IOException {
    long[] values = column.array();
    out.writeInt(values.length);
    for (long value : values) {
      out.writeLong(value);
    }
  }
}
