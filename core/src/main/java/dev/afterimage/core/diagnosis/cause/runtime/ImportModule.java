// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.runtime;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.InitReports;
import java.util.List;

/** The handler's module, or one that it needs, could not be imported. */
public final class ImportModule implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "import-module",
          "A module could not be imported",
          Cause.Role.MECHANISM,
          "Runtime.ImportModuleError is the error, or the error type of an INIT_REPORT.",
          new Cause.Remedy(
              "Mend the packaging of the module, or go back to the image that had it",
              "no invocation can work without it"));

  private static final String ERROR = "Runtime.ImportModuleError";

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    if (situation.error().equals(ERROR)) {
      weighing.crucial(5, "the error is " + ERROR, situation.failureRef());
    }
    List<Ref> reports =
        InitReports.of(
                situation.fleet(), Trials.invocations(situation.trials().failedInB()).toList())
            .stream()
            .filter(report -> report.line().errorType().filter(ERROR::equals).isPresent())
            .map(InitReports.Placed::ref)
            .toList();
    weighing.crucial(4, "the initialisation ended with " + ERROR, reports);
    if (!weighing.isCrucialSeen()) {
      Claims.otherError(situation, weighing, ERROR);
    }
  }
}
