// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Tally;
import java.util.function.Consumer;

/**
 * Counts the cells of several attributes in one pass over the rows, and sums them up to each set of
 * them that was asked for. Codes that no row has take no cell.
 */
final class CellCounter {
  /** Rows whose joined codes stay in the nearest cache. */
  private static final int BLOCK = 1 << 11;

  private final DenseColumn[] columns;
  private final Encoding encoding;
  private final int failed;

  /**
   * Creates a counter.
   *
   * @param columns encoded, failed rows first
   * @param failed how many rows failed
   */
  CellCounter(DenseColumn[] columns, Encoding encoding, int failed) {
    this.columns = columns;
    this.encoding = encoding;
    this.failed = failed;
  }

  /** Counts the sets of a pass. */
  void count(CellPlan.Pass pass, int rows, Consumer<Tally> sink) {
    int[] ofFailed = cells(pass.attributes(), 0, failed);
    int[] ofOk = cells(pass.attributes(), failed, rows);
    for (int[] set : pass.sets()) {
      int[] offsets = offsets(pass.attributes(), set);
      int cells = 1;
      for (int attribute : set) {
        cells *= encoding.codings().get(attribute).size();
      }
      sink.accept(new Tally(set, sums(ofFailed, offsets, cells), sums(ofOk, offsets, cells)));
    }
  }

  private int[] cells(int[] attributes, int from, int to) {
    int cells = 1;
    for (int attribute : attributes) {
      cells *= columns[attribute].size();
    }
    int[] counts = new int[cells];
    int[] joined = new int[BLOCK];
    for (int start = from; start < to; start += BLOCK) {
      int length = Math.min(BLOCK, to - start);
      join(attributes, start, length, joined);
      for (int i = 0; i < length; i++) {
        counts[joined[i]]++;
      }
    }
    return counts;
  }

  /** Joins two attributes at a time: half as many loads and stores. */
  private void join(int[] attributes, int start, int length, int[] joined) {
    java.util.Arrays.fill(joined, 0, length, 0);
    int i = 0;
    for (; i + 1 < attributes.length; i += 2) {
      DenseColumn second = columns[attributes[i + 1]];
      int sizes = columns[attributes[i]].size() * second.size();
      join(columns[attributes[i]].codes(), second, start, length, joined, sizes);
    }
    if (i < attributes.length) {
      byte[] codes = columns[attributes[i]].codes();
      int size = columns[attributes[i]].size();
      for (int row = 0; row < length; row++) {
        joined[row] = joined[row] * size + (codes[start + row] & 0xff);
      }
    }
  }

  private static void join(
      byte[] first, DenseColumn second, int start, int length, int[] joined, int sizes) {
    byte[] codes = second.codes();
    int size = second.size();
    for (int row = 0; row < length; row++) {
      joined[row] =
          joined[row] * sizes + (first[start + row] & 0xff) * size + (codes[start + row] & 0xff);
    }
  }

  /** Returns, for each cell of a pass, the cell of a set that it is part of. */
  private int[] offsets(int[] attributes, int[] set) {
    int[] offsets = {0};
    int axis = 0;
    for (int attribute : attributes) {
      boolean counts = axis < set.length && set[axis] == attribute;
      int size = counts ? encoding.codings().get(attribute).size() : 1;
      DenseColumn column = columns[attribute];
      int[] next = new int[offsets.length * column.size()];
      for (int i = 0; i < next.length; i++) {
        int code = counts ? column.code(i % column.size()) : 0;
        next[i] = offsets[i / column.size()] * size + code;
      }
      offsets = next;
      axis += counts ? 1 : 0;
    }
    return offsets;
  }

  private static int[] sums(int[] counts, int[] offsets, int cells) {
    int[] sums = new int[cells];
    for (int i = 0; i < counts.length; i++) {
      sums[offsets[i]] += counts[i];
    }
    return sums;
  }
}
