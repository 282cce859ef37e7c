// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A cause tested on this case.
 *
 * @param confidence how likely it is at work, 0 to 1
 * @param supporting what speaks for it, the weightiest first
 * @param opposing what speaks against it, the weightiest first
 * @param wouldDecide what would settle it
 */
public record Hypothesis(
    Cause cause,
    Verdict verdict,
    double confidence,
    List<Claim> supporting,
    List<Claim> opposing,
    List<WouldDecide> wouldDecide) {
  public Hypothesis {
    requireNonNull(cause, "cause is null");
    requireNonNull(verdict, "verdict is null");
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("confidence is " + confidence);
    }
    supporting = List.copyOf(supporting);
    opposing = List.copyOf(opposing);
    wouldDecide = List.copyOf(wouldDecide);
  }

  /** Returns the id of the cause. */
  public String id() {
    return cause.id();
  }
}
