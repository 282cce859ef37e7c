// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as reports print them: six significant digits, the same on every platform. */
public final class Numbers {
  private static final MathContext DIGITS = new MathContext(6, RoundingMode.HALF_EVEN);

  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

  private Numbers() {}

  /** Returns a finite number, rounded. */
  public static BigDecimal rounded(double value) {
    BigDecimal number = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    // 1E+6 reads worse than 1000000; very small numbers keep their exponent.
    return number.scale() < 0 && number.precision() - number.scale() <= 15
        ? number.setScale(0)
        : number;
  }

  /** Returns a probability for people: two digits, a small one with its exponent. */
  static String probability(double value) {
    BigDecimal rounded = new BigDecimal(value).round(TWO_DIGITS);
    int exponent = rounded.precision() - rounded.scale() - 1;
    return exponent >= -3
        ? rounded.stripTrailingZeros().toPlainString()
        : rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros().toPlainString()
            + "e"
            + exponent;
  }

  /** Returns a number as text; {@code inf} and {@code -} where it is none. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return Double.isInfinite(value) ? "inf" : rounded(value).toString();
  }
}
