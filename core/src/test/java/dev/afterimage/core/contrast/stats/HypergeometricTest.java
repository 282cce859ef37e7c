// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HypergeometricTest {
  @Test
  void eightCups_fourRight_isOneInSeventy() {
    assertThat(StrictMath.exp(Hypergeometric.logUpperTail(4, 4, 4, 8)))
        .isCloseTo(1.0 / 70, within(1e-14));
  }

  @Test
  void nothingSeen_isCertain() {
    assertThat(Hypergeometric.logUpperTail(0, 5, 3, 10)).isZero();
  }

  @Test
  void moreThanThereAre_isImpossible() {
    assertThat(Hypergeometric.logUpperTail(4, 5, 3, 10)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void manyRows_underflowNoLogarithm() {
    double logP = Hypergeometric.logUpperTail(300_000, 300_000, 300_000, 30_000_000);

    assertThat(logP).isLessThan(-1_000_000).isGreaterThan(-2_000_000);
  }

  @Property(tries = 200)
  void tail_isTheShareOfAllDraws(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(max = 40) int drawn,
      @ForAll @IntRange(max = 40) int marked,
      @ForAll @IntRange(max = 40) int seen) {
    int n = Math.min(drawn, size);
    int k = Math.min(marked, size);
    BigInteger ways = BigInteger.ZERO;
    for (int i = seen; i <= Math.min(n, k); i++) {
      ways = ways.add(choose(k, i).multiply(choose(size - k, n - i)));
    }
    double share = ways.doubleValue() / choose(size, n).doubleValue();

    assertThat(StrictMath.exp(Hypergeometric.logUpperTail(seen, n, k, size)))
        .isCloseTo(share, within(1e-12));
  }

  private static BigInteger choose(int n, int k) {
    if (k < 0 || k > n) {
      return BigInteger.ZERO;
    }
    BigInteger result = BigInteger.ONE;
    for (int i = 0; i < k; i++) {
      result = result.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
    }
    return result;
  }
}
