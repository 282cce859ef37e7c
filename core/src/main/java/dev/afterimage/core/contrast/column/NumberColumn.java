// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Grid;
import dev.afterimage.core.contrast.diff.Profile;
import dev.afterimage.core.contrast.diff.Term;
import java.util.Map;

/**
 * A number.
 *
 * @param values NaN is unknown
 */
@SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
record NumberColumn(double[] values) implements Column {
  @Override
  public void profile(Profile profile, int attribute, int failed) {
    int[] ofFailed = cells(0, failed);
    int[] ofOk = cells(failed, values.length);
    Map<Integer, long[]> cells = profile.cells().get(attribute);
    for (int cell = 0; cell < Grid.CELLS; cell++) {
      if (ofFailed[cell] + ofOk[cell] > 0) {
        cells.put(cell, new long[] {ofFailed[cell], ofOk[cell]});
      }
    }
  }

  private int[] cells(int from, int to) {
    int[] counts = new int[Grid.CELLS];
    for (int row = from; row < to; row++) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        counts[Grid.cell(value)]++;
      }
    }
    return counts;
  }

  @Override
  public byte[] encode(Encoding.Coding coding) {
    double[] cuts = ((Encoding.Cuts) coding).cuts();
    byte[] ofCell = ofCells(cuts);
    byte[] codes = new byte[values.length];
    for (int row = 0; row < codes.length; row++) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        codes[row] = ofCell[Grid.cell(value)];
      }
    }
    return codes;
  }

  /** Cuts stand at the borders of cells, so that the cell alone tells the code. */
  private static byte[] ofCells(double[] cuts) {
    byte[] codes = new byte[Grid.CELLS];
    int cell = 0;
    for (int code = 1; code <= cuts.length + 1; code++) {
      int end = code <= cuts.length ? Grid.cell(cuts[code - 1]) : Grid.CELLS;
      java.util.Arrays.fill(codes, cell, end, (byte) code);
      cell = end;
    }
    return codes;
  }

  @Override
  public void match(Term term, int rows, long[] bits) {
    double low = term instanceof Term.AtLeast atLeast ? atLeast.cut() : Double.NEGATIVE_INFINITY;
    double high = term instanceof Term.Below below ? below.cut() : Double.POSITIVE_INFINITY;
    boolean open = term instanceof Term.AtLeast;
    for (int row = 0; row < rows; row++) {
      double value = values[row];
      if (value >= low && (open || value < high)) {
        bits[row >> 6] |= 1L << row;
      }
    }
  }

  @Override
  public void known(int rows, long[] bits) {
    for (int row = 0; row < rows; row++) {
      double value = values[row];
      if (!Double.isNaN(value)) {
        bits[row >> 6] |= 1L << row;
      }
    }
  }

  /** Returns the column in another order. */
  NumberColumn in(int[] order) {
    double[] sorted = new double[order.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = values[order[i]];
    }
    return new NumberColumn(sorted);
  }
}
