// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.contrast.stats.RiskRatio;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import java.util.Map;
import java.util.Set;

/**
 * Weighs changes by how often other runs failed with them and without. Rates never confirm by
 * themselves: other things may have changed at the same time.
 */
final class FleetClaims {
  private static final double MOST_P = 0.01;
  private static final double MOST_WEIGHT = 3;
  private static final double LEAST_WEIGHT = 0.5;

  /** Below this ratio, with 95 % confidence, a change does not matter much. */
  private static final double HARMLESS = 2;

  private static final Map<String, Set<Change.Kind>> KINDS =
      Map.of(
          "code-changed",
          Set.of(Change.Kind.CODE, Change.Kind.IMAGE),
          "config-changed",
          Set.of(
              Change.Kind.CONFIGURATION,
              Change.Kind.ENVIRONMENT,
              Change.Kind.LAYER,
              Change.Kind.RUNTIME,
              Change.Kind.NETWORK,
              Change.Kind.CONCURRENCY),
          "def-changed",
          Set.of(Change.Kind.DEFINITION),
          "input-changed",
          Set.of(Change.Kind.INPUT));

  private FleetClaims() {}

  /** Adds what many runs tell of the changes that a cause is about. */
  static void weigh(Situation situation, Weighing weighing, Cause cause) {
    Map<Change, FleetRate> rates = situation.fleetTests().changes();
    Set<Change.Kind> kinds = KINDS.getOrDefault(cause.id(), Set.of());
    rates.forEach(
        (change, rate) -> {
          if (change.relevant() && kinds.contains(change.kind())) {
            weigh(rate, rates.size(), weighing);
          }
        });
  }

  private static void weigh(FleetRate rate, int tested, Weighing weighing) {
    if (rate.counts().inside() == 0 || rate.counts().outside() == 0) {
      return;
    }
    RiskRatio ratio = rate.counts().interval(1);
    if (rate.counts().failsInside() && rate.pValue() * tested <= MOST_P) {
      double weight = StrictMath.log(ratio.low());
      weighing.supports(
          Math.max(LEAST_WEIGHT, Math.min(MOST_WEIGHT, weight)), rate.text(), rate.evidence());
    } else if (ratio.high() < HARMLESS && weighing.hasSupport()) {
      weighing.weakens(1, rate.text(), rate.evidence());
    }
  }
}
