// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;

/** The handler raised: true of most failures of code, and no explanation of any. */
public final class HandledException implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "handled-exception",
          "The handler raised an exception",
          Cause.Role.GENERIC,
          "The handler's own error stands in the cause.",
          new Cause.Remedy(
              "Mend the code or the input that the exception speaks of",
              "the handler raised it itself"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty()) {
      return;
    }
    if (!OwnError.isOwn(situation)) {
      Claims.otherError(situation, weighing, "one that the handler raised");
      return;
    }
    weighing.crucial(4, "the handler raised " + situation.error(), situation.failureRef());
    if (!soFar.nothingElseIsOpen() || !situation.hasFailingLogs()) {
      weighing.holdBack();
    }
  }
}
