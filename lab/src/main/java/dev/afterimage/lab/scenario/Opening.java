// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a story is played from.
 *
 * @param seed what all chance follows from
 * @param later how much later everything happens than it was written
 */
record Opening(long seed, Duration later) {
  Opening {
    requireNonNull(later, "later is null");
  }
}
