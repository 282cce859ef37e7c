// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A deployment failed, and the old code stayed in force where new code was expected. */
public final class DeployFailed implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "code-storage",
          "A deployment failed and the old code stayed",
          Cause.Role.CHANGE,
          "An update of the function's code failed before the run, and the old code was still in"
              + " force.",
          new Cause.Remedy(
              "Delete old versions, or make the package smaller, and deploy again",
              "the account's code storage and a package's size are limited"));

  private static final Duration LOOK_BACK = Duration.ofDays(7);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty() || situation.failure().isEmpty()) {
      return;
    }
    List<Ref> failed = new ArrayList<>();
    situation
        .provenance()
        .trail()
        .between(
            situation.pair().from().minus(LOOK_BACK),
            situation.failure().get().origin().event().at())
        .filter(event -> !event.succeeded())
        .filter(DeployFailed::isDeployment)
        .filter(event -> event.function().equals(situation.function()))
        .forEach(event -> failed.add(event.ref()));
    situation
        .configuration()
        .filter(c -> c.json().path("LastUpdateStatus").asText("").equals("Failed"))
        .ifPresent(c -> failed.add(c.ref("LastUpdateStatus")));
    if (failed.isEmpty()) {
      weighing.weakens(2, "nothing shows a deployment that failed", situation.failureRef());
    } else if (OwnError.isOwn(situation) || situation.error().startsWith("States.")) {
      weighing.crucial(
          3, "a deployment of the failing function had failed; the old code ran", failed);
    } else {
      weighing.supports(0.7, "a deployment of the function had failed", failed);
    }
  }

  private static boolean isDeployment(TrailEvent event) {
    return event.is("lambda", "UpdateFunctionCode")
        || event.is("lambda", "PublishVersion")
        || event.is("lambda", "UpdateFunctionConfiguration");
  }
}
