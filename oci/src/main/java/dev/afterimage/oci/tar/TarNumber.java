// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

/** Numbers in tar headers: octal text, or base-256 where the first bit is set. */
final class TarNumber {
  private TarNumber() {}

  static long parse(byte[] block, int offset, int length) throws TarException {
    return (block[offset] & 0x80) != 0
        ? base256(block, offset, length)
        : octal(block, offset, length);
  }

  /** Two's complement, big endian; the first bit is the mark and not part of the number. */
  private static long base256(byte[] block, int offset, int length) throws TarException {
    boolean negative = (block[offset] & 0x40) != 0;
    long fill = negative ? 0xff : 0;
    long value = negative ? -1 : 0;
    for (int i = 0; i < length; i++) {
      long next = block[offset + i] & 0xff;
      if (i == 0) {
        next = negative ? next | 0x80 : next & 0x7f;
      }
      boolean significant = length - i <= 8;
      if (!significant && next != fill) {
        throw new TarException("a number in a tar header does not fit into 64 bits");
      }
      value = value << 8 | next;
    }
    if (value < 0 != negative) {
      throw new TarException("a number in a tar header does not fit into 64 bits");
    }
    return value;
  }

  private static long octal(byte[] block, int offset, int length) throws TarException {
    int from = offset;
    int to = offset + length;
    while (from < to && (block[from] == ' ' || block[from] == 0)) {
      from++;
    }
    long value = 0;
    for (; from < to && block[from] != 0 && block[from] != ' '; from++) {
      int digit = block[from] - '0';
      if (digit < 0 || digit > 7 || value >>> 60 != 0) {
        throw new TarException("a number in a tar header is no octal number");
      }
      value = value << 3 | digit;
    }
    return value;
  }
}
