// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.tar.RawText;
import java.util.Arrays;

/** A growing run of bytes. */
final class ByteColumn {
  private byte[] values;
  private int size;

  ByteColumn() {
    this.values = new byte[1024];
  }

  ByteColumn(byte[] values) {
    this.values = values;
    this.size = values.length;
  }

  /** Appends and returns the end. */
  int add(byte[] bytes) {
    int end = Math.addExact(size, bytes.length);
    if (end > values.length) {
      values = Arrays.copyOf(values, Math.max(end, size + (size >> 1)));
    }
    System.arraycopy(bytes, 0, values, size, bytes.length);
    size = end;
    return end;
  }

  int add(String raw) {
    return add(RawText.bytes(raw));
  }

  String text(int from, int to) {
    return RawText.of(values, from, to - from);
  }

  boolean equals(int from, int to, String raw) {
    if (to - from != raw.length()) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if ((values[i] & 0xff) != raw.charAt(i - from)) {
        return false;
      }
    }
    return true;
  }

  int compare(int from, int to, ByteColumn other, int otherFrom, int otherTo) {
    return Arrays.compareUnsigned(values, from, to, other.values, otherFrom, otherTo);
  }

  int compare(int from, int to, String raw) {
    int shorter = Math.min(to - from, raw.length());
    for (int i = 0; i < shorter; i++) {
      int order = (values[from + i] & 0xff) - raw.charAt(i);
      if (order != 0) {
        return order;
      }
    }
    return to - from - raw.length();
  }

  boolean equalRanges(int from, ByteColumn other, int otherFrom, int length) {
    return Arrays.equals(values, from, from + length, other.values, otherFrom, otherFrom + length);
  }

  int size() {
    return size;
  }

  void trim() {
    values = Arrays.copyOf(values, size);
  }

  byte[] array() {
    return values;
  }
}
