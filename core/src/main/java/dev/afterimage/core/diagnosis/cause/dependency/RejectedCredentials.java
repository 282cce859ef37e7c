// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.dependency;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Credentials;
import dev.afterimage.core.diagnosis.cause.Follows;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.List;
import java.util.Optional;

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
    List<Ref> denied = deniedCalls(situation);
    if (OwnError.isRefusal(situation.error()) || (!sign.isSeen() && denied.isEmpty())) {
      sign.missing(weighing, "a denial");
      return;
    }
    if (sign.isSeen()) {
      weighing.supports(2.5, "a call was denied: " + sign.shown(), sign.refs());
    }
    weighing.supports(2, "CloudTrail shows calls of the function that were denied", denied);
    List<Trial> okHere = situation.trials().ok(Trial.Side.B);
    if (Follows.age(situation) && !okHere.isEmpty()) {
      weighing.contradicts(
          3, "young processes of the same run were not denied", Trials.refs(okHere));
    } else if (!denied.isEmpty() || LogSign.of(situation, Credentials.BY_POLICY).isSeen()) {
      weighing.crucial(
          2,
          "a policy denies it, whatever the process holds",
          sign.isSeen() ? sign.refs() : denied);
      byChange(situation, weighing);
    } else if (Follows.alsoCold(situation)) {
      weighing.crucial(
          1.5, "it was denied in fresh processes too", Trials.refs(situation.trials().failedInB()));
    } else if (!situation.hasFailingLogs()) {
      Claims.logsWouldTell(
          situation, weighing, "the logs tell whether fresh processes were denied too");
    } else if (Follows.allOfRun(situation)) {
      weighing.supports(
          0.5, "every call of the run was denied", Trials.refs(situation.trials().failedInB()));
    }
  }

  /** Calls that the function's role made while the run went on, and that were denied. */
  private static List<Ref> deniedCalls(Situation situation) {
    Optional<String> role =
        situation
            .configuration()
            .flatMap(c -> Json.text(c.json(), "Role"))
            .map(arn -> arn.substring(arn.lastIndexOf('/') + 1));
    if (role.isEmpty() || !OwnError.isOwn(situation)) {
      return List.of();
    }
    return situation
        .provenance()
        .trail()
        .between(situation.run().times().start(), situation.run().lastMoment().plusSeconds(2))
        .filter(e -> Json.text(e.body(), "errorCode").filter(c -> c.contains("Denied")).isPresent())
        .filter(
            event -> event.body().path("userIdentity").toString().contains("/" + role.get() + "/"))
        .map(TrailEvent::ref)
        .toList();
  }

  /** A policy of the role that the denial names was changed before. */
  private static void byChange(Situation situation, Weighing weighing) {
    situation.comparison().changes().stream()
        .filter(change -> change.kind() == Change.Kind.PERMISSION)
        .filter(
            change ->
                change.field().subject().length() > 3
                    && situation.symptoms().all().stream()
                        .anyMatch(s -> s.text().contains(change.field().subject())))
        .findFirst()
        .ifPresent(
            change ->
                weighing.supports(
                    2,
                    change.field().name() + " changed the rights of " + change.field().subject(),
                    change.evidence()));
  }
}
