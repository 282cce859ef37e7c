// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.stats;

/**
 * A risk ratio with its 95 % confidence interval, by the method of Katz.
 *
 * @param value infinite where nothing fails outside
 * @param low the lower end of the interval
 * @param high the upper end; infinite where nothing fails outside
 */
public record RiskRatio(double value, double low, double high) {
  private static final double Z = 1.959963984540054;

  /**
   * Returns the ratio of two failure rates.
   *
   * @param designEffect how many rows count as one independent row, at least 1
   */
  public static RiskRatio of(
      double failedIn, double in, double failedOut, double out, double designEffect) {
    double value = (failedIn / in) / (failedOut / out);
    // Half a failure is added on both sides where one has none: the logarithm needs it.
    boolean bare = failedIn == 0 || failedOut == 0;
    double a = bare ? failedIn + 0.5 : failedIn;
    double c = bare ? failedOut + 0.5 : failedOut;
    double n1 = bare ? in + 0.5 : in;
    double n0 = bare ? out + 0.5 : out;
    double center = StrictMath.log(a / n1) - StrictMath.log(c / n0);
    double variance = Math.max(0, 1 / a - 1 / n1 + 1 / c - 1 / n0);
    double width = Z * StrictMath.sqrt(variance * designEffect);
    return new RiskRatio(
        value,
        StrictMath.exp(center - width),
        failedOut == 0 ? Double.POSITIVE_INFINITY : StrictMath.exp(center + width));
  }
}
