// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import java.util.Arrays;

/** Numbers from 0 on, in as few bytes each as the greatest of them needs. */
final class Codes {
  private byte[] bytes = new byte[1024];
  private char[] chars = new char[0];
  private int[] ints = new int[0];
  private int width = 1;
  private int size;

  void add(int code) {
    if (width == 1 && code > 0xff) {
      chars = new char[bytes.length];
      for (int i = 0; i < size; i++) {
        chars[i] = (char) (bytes[i] & 0xff);
      }
      bytes = new byte[0];
      width = 2;
    }
    if (width == 2 && code > 0xffff) {
      ints = new int[chars.length];
      for (int i = 0; i < size; i++) {
        ints[i] = chars[i];
      }
      chars = new char[0];
      width = 4;
    }
    grow();
    set(size++, code);
  }

  private void grow() {
    int capacity = width == 1 ? bytes.length : width == 2 ? chars.length : ints.length;
    if (size < capacity) {
      return;
    }
    int larger = Math.max(1024, capacity + (capacity >> 1));
    switch (width) {
      case 1 -> bytes = Arrays.copyOf(bytes, larger);
      case 2 -> chars = Arrays.copyOf(chars, larger);
      default -> ints = Arrays.copyOf(ints, larger);
    }
  }

  private void set(int index, int code) {
    switch (width) {
      case 1 -> bytes[index] = (byte) code;
      case 2 -> chars[index] = (char) code;
      default -> ints[index] = code;
    }
  }

  int size() {
    return size;
  }

  int get(int index) {
    return width == 1 ? bytes[index] & 0xff : width == 2 ? chars[index] : ints[index];
  }

  /** Returns the code that a table gives for each code. */
  byte[] map(byte[] table) {
    byte[] mapped = new byte[size];
    for (int i = 0; i < size; i++) {
      mapped[i] = table[get(i)];
    }
    return mapped;
  }

  /** Returns the codes in another order: those at {@code order}. */
  Codes in(int[] order) {
    Codes sorted = new Codes();
    sorted.width = width;
    sorted.size = size;
    sorted.bytes = new byte[width == 1 ? size : 0];
    sorted.chars = new char[width == 2 ? size : 0];
    sorted.ints = new int[width == 4 ? size : 0];
    for (int i = 0; i < size; i++) {
      sorted.set(i, get(order[i]));
    }
    return sorted;
  }
}
