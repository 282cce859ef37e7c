// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.stats;

import java.util.stream.IntStream;

/**
 * The procedure of Benjamini and Hochberg: of everything reported at q, at most the share q is
 * expected to be chance. Tests that were tried and not kept count as p = 1, which errs on the safe
 * side.
 */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * Returns the q-value of each test.
   *
   * @param logP natural logarithms of the p-values of the tests that were kept, in any order
   * @param logTried natural logarithms of how many tests each of them stands among: of its own kind
   *     times the number of kinds, where each kind gets an equal part of the error
   */
  public static double[] qValues(double[] logP, double[] logTried) {
    int[] order =
        IntStream.range(0, logP.length)
            .boxed()
            .sorted((i, j) -> Double.compare(logP[i] + logTried[i], logP[j] + logTried[j]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] q = new double[logP.length];
    double least = 1;
    for (int rank = order.length; rank > 0; rank--) {
      int test = order[rank - 1];
      double value = StrictMath.exp(logP[test] + logTried[test] - StrictMath.log(rank));
      least = Math.min(least, value);
      q[test] = least;
    }
    return q;
  }
}
