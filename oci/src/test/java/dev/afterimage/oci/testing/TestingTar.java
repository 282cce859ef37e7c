// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes tar streams by hand, so that a test can plant what no archiver would write. */
public final class TestingTar {
  private static final int BLOCK = 512;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<byte[]> pax = new ArrayList<>();

  private int mode = 0644;
  private int uid;
  private int gid;
  private long mtime = 1_700_000_000;

  /** Sets the mode of the next entries. */
  public TestingTar mode(int value) {
    mode = value;
    return this;
  }

  /** Sets the owner of the next entries. */
  public TestingTar owner(int user, int group) {
    uid = user;
    gid = group;
    return this;
  }

  /** Sets the time of the next entries, in seconds. */
  public TestingTar time(long seconds) {
    mtime = seconds;
    return this;
  }

  /** Adds a PAX record for the next entry. */
  public TestingTar pax(String key, byte[] value) {
    pax.add(record(key, value));
    return this;
  }

  /** Adds a PAX record for the next entry. */
  public TestingTar pax(String key, String value) {
    return pax(key, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a global PAX header. */
  public TestingTar global(String key, String value) {
    raw("pax_global_header", 'g', "", record(key, value.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  private static byte[] record(String key, byte[] value) {
    int rest = key.getBytes(StandardCharsets.UTF_8).length + value.length + 3;
    int length = rest + 1;
    while (Integer.toString(length).length() + rest != length) {
      length = Integer.toString(length).length() + rest;
    }
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.UTF_8));
    record.writeBytes(value);
    record.write('\n');
    return record.toByteArray();
  }

  public TestingTar file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  public TestingTar file(String name, byte[] content) {
    return entry(name, '0', "", content);
  }

  public TestingTar directory(String name) {
    int before = mode;
    mode = before == 0644 ? 0755 : before;
    entry(name + "/", '5', "", new byte[0]);
    mode = before;
    return this;
  }

  public TestingTar symlink(String name, String target) {
    return entry(name, '2', target, new byte[0]);
  }

  public TestingTar hardlink(String name, String target) {
    return entry(name, '1', target, new byte[0]);
  }

  public TestingTar whiteout(String directory, String name) {
    return file((directory.isEmpty() ? "" : directory + "/") + ".wh." + name, "");
  }

  public TestingTar opaque(String directory) {
    return file(directory + "/.wh..wh..opq", "");
  }

  /** Adds an entry with any type flag. */
  public TestingTar entry(String name, char flag, String link, byte[] content) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 100) {
      pax("path", bytes);
    }
    if (!pax.isEmpty()) {
      ByteArrayOutputStream records = new ByteArrayOutputStream();
      pax.forEach(records::writeBytes);
      pax.clear();
      raw("PaxHeaders/x", 'x', "", records.toByteArray());
    }
    raw(name, flag, link, content);
    return this;
  }

  private void raw(String name, char flag, String link, byte[] content) {
    out.writeBytes(header(name, flag, link, content.length));
    content(content);
  }

  /** Adds a content with its padding. */
  public TestingTar content(byte[] content) {
    out.writeBytes(content);
    out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  /** Adds bytes as they are. */
  public TestingTar bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** Returns a header block. */
  public byte[] header(String name, char flag, String link, long size) {
    byte[] block = new byte[BLOCK];
    text(block, 0, 100, name);
    octal(block, 100, 8, mode);
    octal(block, 108, 8, uid);
    octal(block, 116, 8, gid);
    octal(block, 124, 12, size);
    octal(block, 136, 12, mtime);
    block[156] = (byte) flag;
    text(block, 157, 100, link);
    text(block, 257, 6, "ustar");
    text(block, 263, 2, "00");
    return signed(block);
  }

  /** Writes the checksum into a header block. */
  public static byte[] signed(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    text(block, 148, 8, String.format(Locale.ROOT, "%06o\0 ", sum));
    return block;
  }

  private static void text(byte[] block, int offset, int length, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, block, offset, Math.min(bytes.length, length));
  }

  private static void octal(byte[] block, int offset, int length, long value) {
    String format = "%0" + (length - 1) + "o";
    text(block, offset, length, String.format(Locale.ROOT, format, value));
  }

  /** Returns the stream, with the two blocks of zeros at its end. */
  public byte[] build() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(new byte[2 * BLOCK]);
    return whole.toByteArray();
  }
}
