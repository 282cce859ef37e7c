// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

/** An entry of the catalogue that has no test yet: it stays {@code not-tested}. */
record Untested(Cause cause) implements CauseTest {
  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    // Nothing is said for or against it.
  }
}
