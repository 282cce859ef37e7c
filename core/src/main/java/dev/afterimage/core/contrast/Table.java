// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

/** A 2×2 table: failed and succeeded observations, inside and outside of a condition. */
public record Table(int failedInside, int failedOutside, int okInside, int okOutside) {
  public Table {
    if (failedInside < 0 || failedOutside < 0 || okInside < 0 || okOutside < 0) {
      throw new IllegalArgumentException("counts must not be negative");
    }
  }

  /** Returns how many observations the table counts. */
  public int size() {
    return failedInside + failedOutside + okInside + okOutside;
  }

  /** Returns the chi-square statistic: how far the table is from independence. */
  public double chiSquare() {
    double cross = (double) failedInside * okOutside - (double) failedOutside * okInside;
    double margins =
        (double) (failedInside + failedOutside)
            * (okInside + okOutside)
            * (failedInside + okInside)
            * (failedOutside + okOutside);
    return margins == 0 ? 0 : cross * cross * size() / margins;
  }

  /** Whether the condition parts all failed from all succeeded ones. */
  public boolean separates() {
    return failedOutside == 0 && okInside == 0 && failedInside > 0 && okOutside > 0;
  }

  /**
   * Returns the risk ratio: how much more often observations fail inside than outside; infinite
   * where none fails outside, NaN where one side is empty or nothing fails.
   */
  public double riskRatio() {
    double inside = failedInside / (double) (failedInside + okInside);
    double outside = failedOutside / (double) (failedOutside + okOutside);
    return inside / outside;
  }

  /** Returns the two-sided p-value of Fisher's exact test. */
  public double pValue() {
    return new Fisher(size()).twoSided(this);
  }
}
