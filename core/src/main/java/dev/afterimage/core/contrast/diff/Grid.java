// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

/**
 * Cells of numbers, 128 to each doubling: fine enough to choose quantiles from, few enough to count
 * in an array, and the same on every engine.
 */
public final class Grid {
  /** How many cells there are. */
  public static final int CELLS = 1 << 19;

  private static final int SHIFT = 45;

  private Grid() {}

  /** Returns the cell of a number that is no NaN; cells sort as their numbers do. */
  public static int cell(double number) {
    return (int) (ordered(Double.doubleToRawLongBits(number + 0.0)) >>> SHIFT);
  }

  /** Returns the least number of a cell. */
  public static double least(int cell) {
    long bits = (long) cell << SHIFT;
    return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
  }

  /** Bits that compare, unsigned, as the numbers do. */
  private static long ordered(long bits) {
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }
}
