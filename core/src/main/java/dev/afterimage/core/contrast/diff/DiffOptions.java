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
 */
public record DiffOptions(int attributes, double support, double riskRatio, double q, int kept) {
  /** The usual search. */
  public static final DiffOptions DEFAULT = new DiffOptions(3, 0.01, 1.5, 0.05, 200);

  /** Fewer failed rows than this show nothing, whatever their share. */
  private static final long LEAST_FAILED = 3;

  public DiffOptions {
    if (attributes < 1 || attributes > 3) {
      throw new IllegalArgumentException(attributes + " attributes: 1 to 3 are searched");
    }
    if (!(support > 0 && support <= 1)) {
      throw new IllegalArgumentException("a support of " + support + " is no share");
    }
    if (!(riskRatio >= 1) || !(q > 0 && q <= 1) || kept < 1) {
      throw new IllegalArgumentException("riskRatio >= 1, 0 < q <= 1 and kept >= 1 are needed");
    }
  }

  /** Returns how many failed rows a combination must hold for. */
  long support(long failed) {
    return Math.max(LEAST_FAILED, (long) StrictMath.ceil(support * failed));
  }
}
