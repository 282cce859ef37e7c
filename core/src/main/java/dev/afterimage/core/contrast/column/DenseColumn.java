// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

/**
 * An encoded column without the codes that no row has.
 *
 * @param codes of each row, from 0 on
 * @param used what each of them is in the encoding
 */
@SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
record DenseColumn(byte[] codes, byte[] used) {
  /** Makes one of the codes of an encoding, which are changed in place. */
  static DenseColumn of(byte[] encoded) {
    boolean[] seen = new boolean[256];
    for (byte code : encoded) {
      seen[code & 0xff] = true;
    }
    byte[] used = new byte[256];
    byte[] dense = new byte[256];
    int size = 0;
    for (int code = 0; code < seen.length; code++) {
      if (seen[code]) {
        dense[code] = (byte) size;
        used[size++] = (byte) code;
      }
    }
    if (used[Math.max(0, size - 1)] != (byte) (size - 1)) {
      for (int row = 0; row < encoded.length; row++) {
        encoded[row] = dense[encoded[row] & 0xff];
      }
    }
    return new DenseColumn(encoded, java.util.Arrays.copyOf(used, size));
  }

  int size() {
    return used.length;
  }

  /** Returns what a code of this column is in the encoding. */
  int code(int dense) {
    return used[dense] & 0xff;
  }
}
