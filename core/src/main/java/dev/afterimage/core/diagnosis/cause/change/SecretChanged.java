// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Commands;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.cause.Secrets;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A secret or parameter was changed, and processes from before it still hold the old value. */
public final class SecretChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "env-secret-changed",
          "A secret or parameter was changed",
          Cause.Role.CHANGE,
          "A secret or parameter that the function reads was changed between the runs, and failing"
              + " and working processes are parted by whether they had started before.",
          new Cause.Remedy(
              "Read the value again after some time or on a denial, and recycle the sandboxes after"
                  + " a rotation",
              "a warm process keeps what it read at import"));

  private static final Set<String> LOOK_UPS =
      Set.of("EventSource=secretsmanager.amazonaws.com", "EventSource=ssm.amazonaws.com");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    boolean inCode = OwnError.isOwn(situation) || soFar.isHeld("init-crash");
    if (!inCode) {
      Claims.otherError(situation, weighing, "one that the function's own code raised");
      return;
    }
    Secrets secrets = new Secrets(situation);
    List<Secrets.Split> splits = secrets.splits();
    boolean strange = false;
    for (Secrets.Split split : splits) {
      boolean tied = split.link() != Secrets.Link.NONE;
      // In a busy account something always rotates: more of what is not tied says no more.
      if (tied || !strange) {
        weigh(split, secrets.precedes(split), weighing);
      }
      strange |= !tied;
    }
    if (splits.isEmpty()) {
      none(situation, weighing);
    }
  }

  private static void weigh(Secrets.Split split, boolean precedes, Weighing weighing) {
    String change = split.change().field().name() + " on " + split.change().field().subject();
    boolean tied = split.link() != Secrets.Link.NONE;
    weighing.supports(tied ? 1 : 0.5, change, split.change().evidence());
    if (split.parts() && tied) {
      boolean oldFail = !split.failedOld().isEmpty();
      weighing.crucial(
          3.5,
          oldFail
              ? "processes from before the change failed, and those started after it worked"
              : "only processes that read the new value failed; older ones worked",
          Trials.refs(oldFail ? split.okNew() : split.okOld()));
      if (split.link() == Secrets.Link.NAME) {
        // A name that two resources share is a lead, not a proof that one reads the other.
        weighing.needsControl();
      }
    } else if (split.parts()) {
      weighing.supports(
          1, "failing and working processes are parted by it", split.change().evidence());
      weighing.needsControl();
    } else if (!split.failedOld().isEmpty() && !split.failedNew().isEmpty()) {
      weighing.weakens(
          2,
          "processes from before the change and from after it failed alike",
          Trials.refs(split.failedNew()));
    } else if (tied && !(split.failedOld().isEmpty() && split.failedNew().isEmpty())) {
      weighing.supports(
          precedes ? 2.5 : 1,
          "each failing process had started "
              + (split.failedNew().isEmpty() ? "before" : "after")
              + " the change"
              + (precedes ? ", and what worked was over by then" : ""),
          Trials.refs(split.failedNew().isEmpty() ? split.failedOld() : split.failedNew()));
      weighing.needsControl();
    }
  }

  private static void none(Situation situation, Weighing weighing) {
    Instant failed =
        situation
            .failure()
            .map(failure -> failure.origin().event().at())
            .orElse(situation.run().lastMoment());
    Optional<Ref> covered =
        situation.provenance().trail().coverage(situation.pair().from(), failed, LOOK_UPS);
    weighing.weakens(
        2.5,
        "CloudTrail shows no change of a secret or parameter between the runs",
        covered.stream().toList());
    if (covered.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "changes of secrets and parameters between the runs",
              "aws cloudtrail lookup-events --lookup-attributes"
                  + " AttributeKey=EventSource,AttributeValue=secretsmanager.amazonaws.com"
                  + Commands.between(situation),
              "cloudtrail:LookupEvents"));
    }
  }
}
