// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.content.ModuleState;
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
import dev.afterimage.core.diagnosis.cause.Secrets;
import java.util.List;

/** Credentials that a process took once were over their time. */
public final class ExpiredCredentials implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "cred-expired",
          "Credentials held by the process expired",
          Cause.Role.MECHANISM,
          "A service says that the token has expired, in old processes, while fresh ones work.",
          new Cause.Remedy(
              "Let the SDK's default provider refresh credentials, or refresh before each use",
              "what is taken at import is as old as the process"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign sign = LogSign.of(situation, Credentials.EXPIRED);
    LogSign denied = LogSign.of(situation, Credentials.DENIED, Credentials.NOT_HELD);
    List<Trial> failed = situation.trials().failedInB();
    if (!sign.isSeen() && !denied.isSeen()) {
      sign.missing(weighing, "credentials");
      return;
    }
    weighing.supports(
        sign.isSeen() ? 2.5 : 1,
        "a service refused the credentials: " + (sign.isSeen() ? sign : denied).shown(),
        (sign.isSeen() ? sign : denied).refs());
    TakenAtImport.supports(situation, ModuleState.Kind.TOKEN, weighing);
    Secrets secrets = new Secrets(situation);
    if (secrets.explain() || secrets.precede()) {
      weighing.weakens(
          1.5, "a secret was changed after the failing processes had read it", sign.refs());
      weighing.holdBack();
    }
    if (Follows.alsoCold(situation)) {
      weighing.contradicts(
          4, "the first invocation of a process was refused as well", Trials.refs(failed));
    } else if (Follows.age(situation)) {
      weighing.crucial(2, "only old processes were refused", Trials.refs(failed));
      if (situation.trials().ok(Trial.Side.B).isEmpty() && !sign.isSeen()) {
        weighing.needsControl();
      }
    } else if (sign.isSeen() && Follows.onlyWarm(situation)) {
      weighing.crucial(1, "every refused process was warm", Trials.refs(failed));
    }
  }
}
