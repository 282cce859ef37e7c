// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.traffic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much traffic is wanted.
 *
 * @param runs how many runs
 * @param span over what time
 * @param seed what it all follows from: the hidden causes, too
 * @param isShuffled whether runs fail by chance alone, as often as they would by the hidden causes
 */
public record TrafficPlan(int runs, Duration span, long seed, boolean isShuffled) {
  public TrafficPlan {
    requireNonNull(span, "span is null");
    if (runs < 1) {
      throw new IllegalArgumentException("at least one run is needed, not " + runs);
    }
  }
}
