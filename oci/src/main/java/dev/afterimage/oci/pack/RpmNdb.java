// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The ndb database of rpm: pages of slots that lead to blobs in blocks of 16 bytes. */
final class RpmNdb {
  private static final int MAGIC = 0x506d7052;
  private static final int SLOT = 0x746f6c53;
  private static final int BLOB = 0x53626c42;
  private static final int UNIT = 16;
  private static final int PAGE = 4096;

  /** The header takes the place of the first two slots. */
  private static final int HEADER_SLOTS = 2;

  private RpmNdb() {}

  static List<byte[]> blobs(byte[] content) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < PAGE || file.getInt(0) != MAGIC) {
      throw new IOException("the rpm database is no ndb file");
    }
    long slots = file.getInt(12) * (long) (PAGE / UNIT);
    List<byte[]> blobs = new ArrayList<>();
    long bytes = 0;
    for (int slot = HEADER_SLOTS; slot < slots && (slot + 1) * UNIT <= content.length; slot++) {
      int at = slot * UNIT;
      if (file.getInt(at) != SLOT) {
        throw new IOException("a slot of the rpm database is damaged");
      }
      int offset = file.getInt(at + 8);
      if (offset != 0) {
        byte[] blob = blob(file, offset * (long) UNIT);
        bytes += blob.length;
        if (bytes > content.length) {
          throw new IOException("the rpm database names its content more than once");
        }
        blobs.add(blob);
      }
    }
    return blobs;
  }

  private static byte[] blob(ByteBuffer file, long at) throws IOException {
    if (at < 0 || at + UNIT > file.limit() || file.getInt((int) at) != BLOB) {
      throw new IOException("a blob of the rpm database is damaged");
    }
    int length = file.getInt((int) at + 12);
    if (length < 0 || at + UNIT + length > file.limit()) {
      throw new IOException("a blob of the rpm database leads beyond its end");
    }
    byte[] blob = new byte[length];
    file.get((int) at + UNIT, blob);
    return blob;
  }
}
