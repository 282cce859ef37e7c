// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.core.contrast.diff.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * Every row in one byte for each attribute, and counts of whatever set of them, made in the
 * plainest way: nothing is pruned, every value has a code of its own.
 */
final class PlainCount {
  private final byte[][] columns;
  private final boolean[] failed;
  private final int[] sizes;

  private PlainCount(int rows, int[] sizes) {
    this.columns = new byte[BenchRows.ATTRIBUTES][rows];
    this.failed = new boolean[rows];
    this.sizes = sizes;
  }

  /** Counts of the cells of one set; the codes of the last attribute stand side by side. */
  @SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
  record Cells(int[] set, int[] failed, int[] ok) {}

  /** Reads the rows; numbers are parted at the cuts of an encoding. */
  static PlainCount of(BenchRows rows, Encoding encoding) {
    int[] sizes = new int[BenchRows.ATTRIBUTES];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = i < BenchRows.AGE ? BenchRows.values(i) : cuts(encoding, i).length + 1;
    }
    PlainCount count = new PlainCount(rows.rows(), sizes);
    int[] next = new int[1];
    rows.each(
        (codes, numbers, hasFailed) -> {
          int row = next[0]++;
          for (int i = 0; i < BenchRows.AGE; i++) {
            count.columns[i][row] = (byte) codes[i];
          }
          for (int i = BenchRows.AGE; i < BenchRows.ATTRIBUTES; i++) {
            double number = numbers[i - BenchRows.AGE];
            int code = 0;
            for (double cut : cuts(encoding, i)) {
              code += number >= cut ? 1 : 0;
            }
            count.columns[i][row] = (byte) code;
          }
          count.failed[row] = hasFailed;
        });
    return count;
  }

  private static double[] cuts(Encoding encoding, int attribute) {
    return ((Encoding.Cuts) encoding.codings().get(attribute)).cuts();
  }

  byte[] column(int attribute) {
    return columns[attribute];
  }

  boolean isFailed(int row) {
    return failed[row];
  }

  int size(int attribute) {
    return sizes[attribute];
  }

  Cells count(int[] set) {
    int cells = 1;
    for (int attribute : set) {
      cells *= sizes[attribute];
    }
    Cells counts = new Cells(set, new int[cells], new int[cells]);
    for (int row = 0; row < failed.length; row++) {
      int cell = 0;
      for (int attribute : set) {
        cell = cell * sizes[attribute] + (columns[attribute][row] & 0xff);
      }
      (failed[row] ? counts.failed() : counts.ok())[cell]++;
    }
    return counts;
  }

  /** Sums every byte on one thread: as fast as anything that looks at each value can be. */
  long sum() {
    long sum = 0;
    for (byte[] column : columns) {
      int ofColumn = 0;
      for (byte value : column) {
        ofColumn += value;
      }
      sum += ofColumn;
    }
    return sum;
  }

  /** Returns every set of one, two and three attributes. */
  static List<int[]> sets() {
    List<int[]> sets = new ArrayList<>();
    int most = BenchRows.ATTRIBUTES;
    for (int a = 0; a < most; a++) {
      sets.add(new int[] {a});
      for (int b = a + 1; b < most; b++) {
        sets.add(new int[] {a, b});
        for (int c = b + 1; c < most; c++) {
          sets.add(new int[] {a, b, c});
        }
      }
    }
    return sets;
  }

  /** Whether an attribute is a number. */
  static boolean isNumber(int attribute) {
    return BenchRows.attributes().get(attribute).kind() == Attribute.Kind.NUMBER;
  }
}
