// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

/** The test of one cause: a pure function of the situation. */
public interface CauseTest {
  /** Returns the entry of the catalogue that is tested. */
  Cause cause();

  /** Whether the cause can hide in a run that succeeded. */
  default boolean explainsSuccess() {
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
