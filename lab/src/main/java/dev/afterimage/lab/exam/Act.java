// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.fault.Truth;
import dev.afterimage.lab.scenario.Staged;

/**
 * A fault that has struck.
 *
 * @param staged the world in which it did, and the runs
 * @param truth what was done
 */
public record Act(Staged staged, Truth truth) {
  public Act {
    requireNonNull(staged, "staged is null");
    requireNonNull(truth, "truth is null");
  }
}
