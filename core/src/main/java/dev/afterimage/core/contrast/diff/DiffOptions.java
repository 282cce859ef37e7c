// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

/**
 * What is searched for.
 *
 * @param attributes how many attributes a combination has at most, 1 to 3
 * @param support the share of the failed rows that a combination must hold for
 * @param riskRatio how much more often rows must fail inside
 * @param q the largest q-value that is reported
 * @param kept how many candidates of each size are looked at in full
 * @param searches how many searches like this one are made: all of them count as tried
 */
public record DiffOptions(
    int attributes, double support, double riskRatio, double q, int kept, int searches) {
  /** The usual search. */
  public static final DiffOptions DEFAULT = new DiffOptions(3, 0.01, 1.5, 0.05, 200, 1);

  /** Fewer failed rows than this show nothing, whatever their share. */
  private static final long LEAST_FAILED = 3;

  public DiffOptions {
    if (attributes < 1 || attributes > 3) {
      throw new IllegalArgumentException(attributes + " attributes: 1 to 3 are searched");
    }
    if (!(support > 0 && support <= 1)) {
      throw new IllegalArgumentException("a support of " + support + " is no share");
    }
    if (!(riskRatio >= 1) || !(q > 0 && q <= 1) || kept < 1 || searches < 1) {
      throw new IllegalArgumentException(
          "riskRatio >= 1, 0 < q <= 1, kept >= 1 and searches >= 1 are needed");
    }
  }

  /** Returns these options for one of several searches. */
  public DiffOptions among(int number) {
    return new DiffOptions(attributes, support, riskRatio, q, kept, number);
  }

  /** Returns how many failed rows a combination must hold for. */
  long support(long failed) {
    return Math.max(LEAST_FAILED, (long) StrictMath.ceil(support * failed));
  }
}
