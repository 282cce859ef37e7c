// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.Arrays;

/** A growing list of ints. */
final class IntColumn {
  private int[] values;
  private int size;

  IntColumn() {
    this.values = new int[256];
  }

  IntColumn(int[] values) {
    this.values = values;
    this.size = values.length;
  }

  int add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 1);
    }
    values[size] = value;
    return size++;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  void trim() {
    values = Arrays.copyOf(values, size);
  }

  int[] array() {
    return values;
  }
}
