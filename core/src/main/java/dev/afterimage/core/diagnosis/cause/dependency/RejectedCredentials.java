// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.dependency;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Credentials;
import dev.afterimage.core.diagnosis.cause.Follows;
import java.util.List;

/** A dependency rejects the credentials of every process, whatever its age. */
public final class RejectedCredentials implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "dependency-auth",
          "A dependency rejects the credentials",
          Cause.Role.MECHANISM,
          "Calls are denied (401, 403, AccessDenied) in processes of every age, fresh ones"
              + " included.",
          new Cause.Remedy(
              "Restore the policy or the key that the dependency checks",
              "no process has valid credentials any more"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign sign = LogSign.of(situation, Credentials.DENIED, Credentials.NOT_THE_FUNCTIONS);
    if (!sign.isSeen() || situation.error().startsWith("Lambda.")) {
      sign.missing(weighing, "a denial");
      return;
    }
    weighing.supports(2.5, "a call was denied: " + sign.shown(), sign.refs());
    List<Trial> okHere = situation.trials().ok(Trial.Side.B);
    if (Follows.age(situation) && !okHere.isEmpty()) {
      weighing.contradicts(
          3, "young processes of the same run were not denied", Trials.refs(okHere));
    } else if (Follows.alsoCold(situation) || !situation.hasFailingLogs()) {
      weighing.crucial(
          1.5, "it was denied in fresh processes too", Trials.refs(situation.trials().failedInB()));
    } else if (Follows.allOfRun(situation)) {
      weighing.supports(
          0.5, "every call of the run was denied", Trials.refs(situation.trials().failedInB()));
    }
  }
}
