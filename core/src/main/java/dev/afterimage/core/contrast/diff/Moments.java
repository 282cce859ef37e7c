// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Sums over clusters of rows, as all attempts of one run, of the products of four counts: rows,
 * rows inside of a combination, failed rows, failed rows inside; over the rows that have every
 * attribute of it.
 *
 * @param products the sums of count i times count j, at 4 i + j
 * @param totals the sums of the counts themselves
 */
@SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
public record Moments(double[] products, long[] totals) implements Serializable {
  /** How many counts there are. */
  public static final int SIZE = 4;

  /** Returns sums of nothing. */
  public static Moments none() {
    return new Moments(new double[SIZE * SIZE], new long[SIZE]);
  }

  /** Adds the counts of one cluster: rows, inside, failed, failed inside. */
  public void add(long[] counts) {
    for (int i = 0; i < SIZE; i++) {
      totals[i] += counts[i];
      for (int j = 0; j < SIZE; j++) {
        // Whole numbers below 2^53: the sum is exact, whatever its order.
        products[SIZE * i + j] += (double) counts[i] * counts[j];
      }
    }
  }

  /** Adds the sums over other clusters. */
  public void add(Moments other) {
    Arrays.setAll(totals, i -> totals[i] + other.totals[i]);
    Arrays.setAll(products, i -> products[i] + other.products[i]);
  }

  /**
   * Returns the design effect: how many rows count as one independent row (Rao and Scott). It is
   * the variance of the score when whole clusters are drawn, over that when single rows are.
   */
  public double designEffect() {
    double n = totals[0];
    double x = totals[1] / n;
    double y = totals[2] / n;
    // The score of a row is (y - mean)(x - mean); of a cluster, the sum over its rows.
    double[] weights = {x * y, -y, -x, 1};
    double clustered = 0;
    for (int i = 0; i < SIZE; i++) {
      for (int j = 0; j < SIZE; j++) {
        clustered += weights[i] * weights[j] * products[SIZE * i + j];
      }
    }
    double both = totals[3];
    double single =
        both * square((1 - x) * (1 - y))
            + (totals[1] - both) * square((1 - x) * y)
            + (totals[2] - both) * square(x * (1 - y))
            + (n - totals[1] - totals[2] + both) * square(x * y);
    return single > 0 ? Math.max(1, clustered / single) : 1;
  }

  private static double square(double value) {
    return value * value;
  }
}
