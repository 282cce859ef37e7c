// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
  @Test
  void qValues_areStepUp() {
    double[] q = FalseDiscovery.qValues(logs(0.01, 0.04, 0.03, 0.5), all(4));

    assertThat(q[0]).isCloseTo(0.04, within(1e-12));
    assertThat(q[1]).isCloseTo(0.16 / 3, within(1e-12));
    assertThat(q[2]).isCloseTo(0.16 / 3, within(1e-12));
    assertThat(q[3]).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void testsThatWereNotKept_count() {
    assertThat(FalseDiscovery.qValues(logs(0.01), new double[] {Math.log(1000)})[0]).isEqualTo(1);
  }

  @Test
  void nothing_hasNoQ() {
    assertThat(FalseDiscovery.qValues(new double[0], new double[0])).isEmpty();
  }

  private static double[] logs(double... p) {
    double[] logs = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      logs[i] = StrictMath.log(p[i]);
    }
    return logs;
  }

  private static double[] all(int tried) {
    double[] logs = new double[tried];
    java.util.Arrays.fill(logs, StrictMath.log(tried));
    return logs;
  }
}
