// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.invocation.Invocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A secret or parameter was changed, and processes from before it still hold the old value. */
public final class SecretChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "env-secret-changed",
          "A secret or parameter was changed",
          Cause.Role.CHANGE,
          "A secret or parameter was changed between the runs, and processes that had started before"
              + " fail while those started after it work.",
          new Cause.Remedy(
              "Read the value again after some time or on a denial, and recycle the sandboxes after a"
                  + " rotation",
              "a warm process keeps what it read at import"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (!OwnError.isOwn(situation)) {
      Claims.otherError(situation, weighing, "one that the function's own code raised");
      return;
    }
    List<Change> changes =
        situation.comparison().changes().stream()
            .filter(change -> change.kind() == Change.Kind.ENVIRONMENT)
            .filter(change -> change.origin().at().isPresent())
            .filter(change -> !change.field().name().startsWith("Environment"))
            .toList();
    for (Change change : changes) {
      weigh(situation, change, change.origin().at().orElse(Instant.EPOCH), weighing);
    }
    if (changes.isEmpty() && !situation.provenance().trail().isEmpty()) {
      weighing.weakens(
          2, "CloudTrail shows no change of a secret or parameter", situation.failureRef());
    }
  }

  private static void weigh(Situation situation, Change change, Instant at, Weighing weighing) {
    List<Trial> failed = situation.trials().failedInB();
    List<Trial> before = failed.stream().filter(t -> startedBefore(t, at)).toList();
    List<Trial> fresh =
        failed.stream().filter(t -> t.invocation().isPresent() && !startedBefore(t, at)).toList();
    List<Trial> freshOk =
        situation.trials().ok(Trial.Side.B).stream()
            .filter(t -> t.invocation().isPresent() && !startedBefore(t, at))
            .toList();
    weighing.supports(
        1,
        change.field().name() + " on " + change.field().subject() + " at " + at,
        change.evidence());
    if (!before.isEmpty() && fresh.isEmpty()) {
      weighing.supports(
          1, "each failing process had started before the change", Trials.refs(before));
      if (!freshOk.isEmpty()) {
        weighing.crucial(
            3, "processes started after the change worked in the same run", Trials.refs(freshOk));
      }
    } else if (!fresh.isEmpty() && before.isEmpty() && startedBeforeOk(situation, at)) {
      weighing.crucial(2, "only processes that read the new value failed", Trials.refs(fresh));
    } else if (!fresh.isEmpty()) {
      weighing.weakens(1, "processes started after the change failed as well", Trials.refs(fresh));
    }
  }

  private static boolean startedBefore(Trial trial, Instant at) {
    return start(trial).filter(start -> start.isBefore(at)).isPresent();
  }

  private static boolean startedBeforeOk(Situation situation, Instant at) {
    return situation.trials().ok(Trial.Side.B).stream().anyMatch(t -> startedBefore(t, at));
  }

  private static Optional<Instant> start(Trial trial) {
    return trial.invocation().map(Invocation::place).map(place -> place.start().latest());
  }
}
