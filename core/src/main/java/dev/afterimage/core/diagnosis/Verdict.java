// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

/** What the test of a cause came to, the best first. */
public enum Verdict {
  /**
   * The crucial prediction was seen, nothing contradicts it, and it is not only the run's split.
   */
  CONFIRMED,
  /** The evidence speaks for it, but does not prove it. */
  SUPPORTED,
  /** The evidence does not decide. */
  INCONCLUSIVE,
  /** The evidence speaks against it. */
  REFUTED,
  /** Nothing in the case bears on it. */
  NOT_TESTED;

  /** Whether the cause is held to be at work. */
  public boolean isHeld() {
    return this == CONFIRMED || this == SUPPORTED;
  }
}
