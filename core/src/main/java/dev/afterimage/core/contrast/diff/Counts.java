// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import dev.afterimage.core.contrast.stats.RiskRatio;
import java.io.Serializable;

/**
 * A 2×2 table of rows, over those rows that have every attribute of a combination.
 *
 * @param failed failed rows inside of the combination
 * @param ok succeeded rows inside
 * @param knownFailed failed rows that have the attributes, inside or not
 * @param knownOk succeeded rows that have the attributes, inside or not
 */
public record Counts(long failed, long ok, long knownFailed, long knownOk) implements Serializable {
  public Counts {
    if (failed < 0 || ok < 0 || failed > knownFailed || ok > knownOk) {
      throw new IllegalArgumentException(
          "no table: " + failed + " of " + knownFailed + ", " + ok + " of " + knownOk);
    }
  }

  /** Returns the table of these rows and others. */
  public Counts plus(Counts other) {
    return new Counts(
        failed + other.failed,
        ok + other.ok,
        knownFailed + other.knownFailed,
        knownOk + other.knownOk);
  }

  /** Returns the rows inside. */
  public long inside() {
    return failed + ok;
  }

  /** Returns the rows that have the attributes. */
  public long known() {
    return knownFailed + knownOk;
  }

  /** Returns the failed rows outside. */
  public long failedOutside() {
    return knownFailed - failed;
  }

  /** Returns the rows outside. */
  public long outside() {
    return known() - inside();
  }

  /** Whether rows fail more often inside than outside, and both sides have rows. */
  public boolean failsInside() {
    return inside() > 0
        && outside() > 0
        && (double) failed * outside() > (double) failedOutside() * inside();
  }

  /** Returns how much more often rows fail inside; infinite where none fails outside. */
  public double riskRatio() {
    return ((double) failed / inside()) / ((double) failedOutside() / outside());
  }

  /**
   * Returns the risk ratio with its confidence interval.
   *
   * @param designEffect how many rows count as one independent row
   */
  public RiskRatio interval(double designEffect) {
    return RiskRatio.of(
        (double) failed,
        (double) inside(),
        (double) failedOutside(),
        (double) outside(),
        designEffect);
  }

  /** Returns the likelihood-ratio statistic (G): how far the table is from independence. */
  public double likelihoodRatio() {
    double n = (double) known();
    double in = (double) inside();
    double out = (double) outside();
    return 2
        * (part((double) failed, in * knownFailed / n)
            + part((double) ok, in * knownOk / n)
            + part((double) failedOutside(), out * knownFailed / n)
            + part((double) (knownOk - ok), out * knownOk / n));
  }

  private static double part(double seen, double expected) {
    return seen == 0 ? 0 : seen * StrictMath.log(seen / expected);
  }

  /** Returns the chi-square statistic of a 2×2 table. */
  static double chiSquare(long failedIn, long okIn, long failedOut, long okOut) {
    double a = (double) failedIn;
    double b = (double) okIn;
    double c = (double) failedOut;
    double d = (double) okOut;
    double cross = a * d - c * b;
    double margins = (a + c) * (b + d) * (a + b) * (c + d);
    return margins == 0 ? 0 : cross * cross * (a + b + c + d) / margins;
  }
}
