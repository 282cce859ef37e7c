// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.history.RunStatus;

/** The test of one cause: a pure function of the situation. */
public interface CauseTest {
  /** Returns the entry of the catalogue that is tested. */
  Cause cause();

  /**
   * Whether the cause can hide in a run that shows no failure.
   *
   * @param status that of a run that succeeded, or goes on
   */
  default boolean hidesIn(RunStatus status) {
    return false;
  }

  /**
   * Weighs the cause.
   *
   * @param situation what is known of the case
   * @param soFar what other causes came to: changes are tested after mechanisms, generic causes
   *     last
   * @param weighing takes the claims
   */
  void test(Situation situation, Verdicts soFar, Weighing weighing);
}
