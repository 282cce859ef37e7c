// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.Arrays;

/** A growing list of longs. */
final class LongColumn {
  private long[] values;
  private int size;

  LongColumn() {
    this.values = new long[256];
  }

  LongColumn(long[] values) {
    this.values = values;
    this.size = values.length;
  }

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size + (size >> 1) + 1);
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  void trim() {
    values = Arrays.copyOf(values, size);
  }

  long[] array() {
    return values;
  }
}
