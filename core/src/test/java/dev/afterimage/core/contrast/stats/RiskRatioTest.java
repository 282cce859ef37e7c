// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RiskRatioTest {
  @Test
  void ratio_hasTheIntervalOfKatz() {
    RiskRatio ratio = RiskRatio.of(30, 100, 10, 100, 1);

    assertThat(ratio.value()).isCloseTo(3, within(1e-12));
    assertThat(ratio.low()).isCloseTo(1.5508, within(1e-3));
    assertThat(ratio.high()).isCloseTo(5.8034, within(2e-3));
  }

  @Test
  void rowsThatFailTogether_widenTheInterval() {
    assertThat(RiskRatio.of(30, 100, 10, 100, 4).low())
        .isLessThan(RiskRatio.of(30, 100, 10, 100, 1).low());
  }

  @Test
  void noFailureOutside_isInfinite_withABoundBelow() {
    RiskRatio ratio = RiskRatio.of(30, 30, 0, 100, 1);

    assertThat(ratio.value()).isInfinite();
    assertThat(ratio.low()).isGreaterThan(10);
  }
}
