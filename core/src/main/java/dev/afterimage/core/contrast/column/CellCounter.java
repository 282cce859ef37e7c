// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Counts the cells of sets of attributes that share all but the last one: the codes of the shared
 * ones are joined once for a block of rows, and then counted with each last one.
 */
final class CellCounter {
  /** A block of rows whose joined codes stay in the cache. */
  private static final int BLOCK = 1 << 13;

  private final byte[][] columns;
  private final Encoding encoding;
  private final int failed;

  /**
   * Creates a counter.
   *
   * @param columns encoded, failed rows first
   * @param failed how many rows failed
   */
  CellCounter(byte[][] columns, Encoding encoding, int failed) {
    this.columns = columns;
    this.encoding = encoding;
    this.failed = failed;
  }

  /** Counts sets with the same attributes but the last. */
  void count(List<int[]> sets, int rows, Consumer<Tally> sink) {
    List<int[]> ofFailed = count(sets, 0, failed);
    List<int[]> ofOk = count(sets, failed, rows);
    for (int i = 0; i < sets.size(); i++) {
      sink.accept(new Tally(sets.get(i), ofFailed.get(i), ofOk.get(i)));
    }
  }

  private List<int[]> count(List<int[]> sets, int from, int to) {
    int[] shared = java.util.Arrays.copyOf(sets.get(0), sets.get(0).length - 1);
    List<int[]> counts = new ArrayList<>();
    for (int[] set : sets) {
      int cells = 1;
      for (int attribute : set) {
        cells *= size(attribute);
      }
      counts.add(new int[cells]);
    }
    int[] joined = new int[BLOCK];
    for (int start = from; start < to; start += BLOCK) {
      int length = Math.min(BLOCK, to - start);
      join(shared, start, length, joined);
      Block block = new Block(joined, start, length);
      int i = 0;
      for (; i + 1 < counts.size(); i += 2) {
        two(block, last(sets.get(i)), counts.get(i), last(sets.get(i + 1)), counts.get(i + 1));
      }
      if (i < counts.size()) {
        one(block, last(sets.get(i)), counts.get(i));
      }
    }
    return counts;
  }

  private int size(int attribute) {
    return encoding.codings().get(attribute).size();
  }

  private void join(int[] shared, int start, int length, int[] joined) {
    java.util.Arrays.fill(joined, 0, length, 0);
    for (int attribute : shared) {
      byte[] column = columns[attribute];
      int size = size(attribute);
      for (int i = 0; i < length; i++) {
        joined[i] = joined[i] * size + (column[start + i] & 0xff);
      }
    }
  }

  /** Rows from {@code start} on, with the joined codes of their shared attributes. */
  @SuppressWarnings("ArrayRecordComponent") // read in place, never compared
  private record Block(int[] joined, int start, int length) {}

  /** The column of the last attribute of a set. */
  @SuppressWarnings("ArrayRecordComponent") // read in place, never compared
  private record Last(byte[] column, int size) {}

  private Last last(int[] set) {
    int attribute = set[set.length - 1];
    return new Last(columns[attribute], size(attribute));
  }

  private static void one(Block block, Last last, int[] counts) {
    int[] joined = block.joined();
    byte[] column = last.column();
    int size = last.size();
    int start = block.start();
    for (int i = 0; i < block.length(); i++) {
      counts[joined[i] * size + (column[start + i] & 0xff)]++;
    }
  }

  /** Two at a time hide the time that the counters of one take to come from memory. */
  private static void two(Block block, Last a, int[] countsA, Last b, int[] countsB) {
    int[] joined = block.joined();
    byte[] columnA = a.column();
    byte[] columnB = b.column();
    int sizeA = a.size();
    int sizeB = b.size();
    int start = block.start();
    for (int i = 0; i < block.length(); i++) {
      int shared = joined[i];
      countsA[shared * sizeA + (columnA[start + i] & 0xff)]++;
      countsB[shared * sizeB + (columnB[start + i] & 0xff)]++;
    }
  }
}
