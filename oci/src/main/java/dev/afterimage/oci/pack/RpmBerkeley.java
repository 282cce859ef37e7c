// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The Berkeley DB hash file of rpm, as Amazon Linux 2 has it: headers stand on overflow pages. */
final class RpmBerkeley {
  private static final int HASH_MAGIC = 0x00061561;
  private static final int LAST_PAGE = 32;
  private static final int PAGE_HEADER = 26;
  private static final int HASH_UNSORTED = 2;
  private static final int HASH = 13;
  private static final int OVERFLOW = 7;
  private static final int OFF_PAGE = 3;

  private final ByteBuffer file;
  private final int pageBytes;

  /** Bytes of contents that may still be read: each stands in the file once. */
  private long left;

  private RpmBerkeley(ByteBuffer file, int pageBytes) {
    this.file = file;
    this.pageBytes = pageBytes;
  }

  static List<byte[]> blobs(byte[] content) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    if (content.length < 512) {
      throw new IOException("the rpm database is no Berkeley DB file");
    }
    if (file.getInt(12) != HASH_MAGIC) {
      file.order(ByteOrder.BIG_ENDIAN);
    }
    int pageBytes = file.getInt(20);
    boolean fits = pageBytes >= 512 && pageBytes <= 65_536 && Integer.bitCount(pageBytes) == 1;
    if (file.getInt(12) != HASH_MAGIC || !fits) {
      throw new IOException("the rpm database is no Berkeley DB hash file");
    }
    long pages = (file.getInt(LAST_PAGE) & 0xffff_ffffL) + 1;
    if (pages * pageBytes > content.length) {
      throw new IOException("the rpm database is cut off");
    }
    return new RpmBerkeley(file, pageBytes).all();
  }

  private List<byte[]> all() throws IOException {
    List<byte[]> blobs = new ArrayList<>();
    left = file.limit();
    for (int page = pageBytes; page + pageBytes <= file.limit(); page += pageBytes) {
      int type = file.get(page + 25);
      if (type == HASH || type == HASH_UNSORTED) {
        addAll(page, blobs);
      }
    }
    return blobs;
  }

  /** Entries stand in pairs: a key, then what it leads to. */
  private void addAll(int page, List<byte[]> blobs) throws IOException {
    int entries = file.getShort(page + 20) & 0xffff;
    if (PAGE_HEADER + 2L * entries > pageBytes) {
      throw new IOException("a page of the rpm database is damaged");
    }
    for (int i = 1; i < entries; i += 2) {
      int at = file.getShort(page + PAGE_HEADER + 2 * i) & 0xffff;
      if (at + 12 <= pageBytes && file.get(page + at) == OFF_PAGE) {
        blobs.add(overflow(file.getInt(page + at + 4), file.getInt(page + at + 8)));
      }
    }
  }

  private byte[] overflow(int first, int length) throws IOException {
    left -= length;
    if (length < 0 || left < 0) {
      throw new IOException("the rpm database names its content more than once");
    }
    ByteArrayOutputStream blob = new ByteArrayOutputStream();
    int number = first;
    while (blob.size() < length) {
      long page = number * (long) pageBytes;
      boolean there = number > 0 && page + pageBytes <= file.limit();
      if (!there || file.get((int) page + 25) != OVERFLOW) {
        throw new IOException("a page of the rpm database leads nowhere");
      }
      int count = Math.min(file.getShort((int) page + 22) & 0xffff, pageBytes - PAGE_HEADER);
      count = Math.min(count, length - blob.size());
      if (count == 0) {
        throw new IOException("a page of the rpm database is empty");
      }
      byte[] part = new byte[count];
      file.get((int) page + PAGE_HEADER, part);
      blob.writeBytes(part);
      number = file.getInt((int) page + 16);
    }
    return blob.toByteArray();
  }
}
