// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

/** Fisher's exact test, with {@link StrictMath}, so that every platform gives the same digits. */
final class Fisher {
  /** Tables as likely as the seen one count as extreme, in spite of rounding. */
  private static final double TOLERANCE = 1e-7;

  /** Natural logarithms of the factorials from 0 on. */
  private final double[] logFactorial;

  /** Prepares tests of tables of up to {@code most} observations. */
  Fisher(int most) {
    logFactorial = new double[most + 1];
    for (int i = 1; i <= most; i++) {
      logFactorial[i] = logFactorial[i - 1] + StrictMath.log(i);
    }
  }

  /** Returns the probability of a table at least as unlikely, with the same margins. */
  double twoSided(Table table) {
    int inside = table.failedInside() + table.okInside();
    int failed = table.failedInside() + table.failedOutside();
    int size = table.size();
    double seen = logProbability(table.failedInside(), inside, failed, size);
    double sum = 0;
    int least = Math.max(0, inside + failed - size);
    int most = Math.min(inside, failed);
    for (int k = least; k <= most; k++) {
      double other = logProbability(k, inside, failed, size);
      if (other <= seen + TOLERANCE) {
        sum += StrictMath.exp(other);
      }
    }
    return Math.min(1, sum);
  }

  private double logProbability(int k, int inside, int failed, int size) {
    return logChoose(failed, k) + logChoose(size - failed, inside - k) - logChoose(size, inside);
  }

  /** Returns the natural logarithm of n over k. */
  double logChoose(int n, int k) {
    return k < 0 || k > n
        ? Double.NEGATIVE_INFINITY
        : logFactorial[n] - logFactorial[k] - logFactorial[n - k];
  }
}
