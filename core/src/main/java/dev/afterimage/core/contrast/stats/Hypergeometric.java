// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.stats;

/** Exact upper tails of the hypergeometric distribution, in logarithms, for any number of rows. */
public final class Hypergeometric {
  private static final double[] LOG_FACTORIALS = logFactorials(1024);

  /** Terms smaller than this share of the sum change no digit of it. */
  private static final double NEGLIGIBLE = 1e-18;

  private Hypergeometric() {}

  /**
   * Returns the natural logarithm of the probability that at least {@code seen} of {@code drawn}
   * rows are marked, where {@code marked} of {@code size} rows are: the one-sided p-value of
   * Fisher's exact test.
   */
  public static double logUpperTail(long seen, long drawn, long marked, long size) {
    long least = Math.max(0, drawn + marked - size);
    if (seen <= least) {
      return 0;
    }
    long most = Math.min(drawn, marked);
    if (seen > most) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 1;
    double term = 1;
    for (long k = seen; k < most && term > sum * NEGLIGIBLE; k++) {
      term *= (double) (marked - k) / (k + 1) * (drawn - k) / (size - marked - drawn + k + 1);
      sum += term;
    }
    double first =
        logChoose(marked, seen) + logChoose(size - marked, drawn - seen) - logChoose(size, drawn);
    return Math.min(0, first + StrictMath.log(sum));
  }

  private static double logChoose(long n, long k) {
    return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  }

  /** By Stirling's series where the table ends: there it is exact to the last digits. */
  private static double logFactorial(long n) {
    if (n < LOG_FACTORIALS.length) {
      return LOG_FACTORIALS[(int) n];
    }
    double x = n;
    double inverse = 1 / x;
    double square = inverse * inverse;
    return (x + 0.5) * StrictMath.log(x)
        - x
        + 0.5 * StrictMath.log(2 * StrictMath.PI)
        + inverse * (1.0 / 12 - square * (1.0 / 360 - square / 1260));
  }

  private static double[] logFactorials(int size) {
    double[] table = new double[size];
    for (int i = 1; i < size; i++) {
      table[i] = table[i - 1] + StrictMath.log(i);
    }
    return table;
  }
}
