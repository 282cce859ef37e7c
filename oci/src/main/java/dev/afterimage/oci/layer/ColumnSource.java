// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

/** Where the columns of a table come from: nowhere, or a file. */
interface ColumnSource {
  IntColumn ints();

  LongColumn longs();

  ByteColumn bytes();

  /** Returns columns to be filled. */
  static ColumnSource empty() {
    return new ColumnSource() {
      @Override
      public IntColumn ints() {
        return new IntColumn();
      }

      @Override
      public LongColumn longs() {
        return new LongColumn();
      }

      @Override
      public ByteColumn bytes() {
        return new ByteColumn();
      }
    };
  }
}
