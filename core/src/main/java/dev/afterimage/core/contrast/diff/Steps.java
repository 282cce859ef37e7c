// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.io.Serializable;
import java.util.List;

/**
 * Numbers of one attribute, counted in equal steps between two bounds; the first step holds what is
 * below them, the last one what is above.
 *
 * @param least the least number seen in each step; infinite in an empty one
 * @param most the greatest number seen in each step
 */
@SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
public record Steps(long[] failed, long[] ok, double[] least, double[] most)
    implements Serializable {

  /**
   * What to count.
   *
   * @param inside conditions that the rows must meet; may be empty
   * @param without rows inside of any of these are left out
   */
  public record Request(
      int attribute, double from, double to, List<Term> inside, List<Combination> without)
      implements Serializable {
    public Request {
      inside = List.copyOf(inside);
      without = List.copyOf(without);
    }

    /** Returns the step of a number. */
    public int step(double number) {
      if (number < from) {
        return 0;
      }
      if (number >= to) {
        return SIZE - 1;
      }
      double share = (number - from) / (to - from);
      return 1 + Math.min(SIZE - 3, (int) (share * (SIZE - 2)));
    }
  }

  /** How many steps there are. */
  public static final int SIZE = 4098;

  /** Returns steps without numbers. */
  public static Steps empty() {
    Steps steps = new Steps(new long[SIZE], new long[SIZE], new double[SIZE], new double[SIZE]);
    java.util.Arrays.fill(steps.least, Double.POSITIVE_INFINITY);
    java.util.Arrays.fill(steps.most, Double.NEGATIVE_INFINITY);
    return steps;
  }

  /** Counts a number. */
  public void add(int step, double number, boolean hasFailed) {
    (hasFailed ? failed : ok)[step]++;
    least[step] = Math.min(least[step], number);
    most[step] = Math.max(most[step], number);
  }

  /** Adds the numbers of other rows. */
  public void add(Steps other) {
    for (int i = 0; i < SIZE; i++) {
      failed[i] += other.failed[i];
      ok[i] += other.ok[i];
      least[i] = Math.min(least[i], other.least[i]);
      most[i] = Math.max(most[i], other.most[i]);
    }
  }

  /** Whether no number is in a step. */
  boolean isEmpty(int step) {
    return failed[step] + ok[step] == 0;
  }
}
