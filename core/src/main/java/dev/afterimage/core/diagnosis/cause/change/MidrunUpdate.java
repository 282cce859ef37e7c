// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Commands;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The code of a function was updated while the run went on: early steps had other code. */
public final class MidrunUpdate implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "midrun-update",
          "The code was updated during the run",
          Cause.Role.CHANGE,
          "An update of the code of a function of the run lies between its start and the failure,"
              + " and what failed came after it.",
          new Cause.Remedy(
              "Call published versions or aliases from the workflow",
              "$LATEST changes under a run that is going on"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty() || situation.provenance().functions().isEmpty()) {
      return;
    }
    Instant failed = situation.failure().get().origin().event().at();
    List<TrailEvent> updates = updates(situation, failed);
    if (updates.isEmpty()) {
      none(situation, failed, weighing);
      return;
    }
    List<Ref> refs = updates.stream().map(TrailEvent::ref).toList();
    weighing.supports(1.5, "the code was updated while the run went on", refs);
    if (OwnError.isRefusal(situation.error())) {
      weighing.weakens(2, "Lambda refused the call, whatever its code", situation.failureRef());
      return;
    }
    sides(situation, updates.get(0), weighing);
  }

  private static List<TrailEvent> updates(Situation situation, Instant failed) {
    Run run = situation.run();
    Set<String> functions =
        run.calls()
            .filter(call -> !isPinned(call))
            .map(call -> call.function().name())
            .collect(Collectors.toSet());
    return situation
        .provenance()
        .trail()
        .between(run.times().start(), failed)
        .filter(TrailEvent::succeeded)
        .filter(
            event -> event.is("lambda", "UpdateFunctionCode") || event.is("lambda", "UpdateAlias"))
        .filter(event -> event.function().filter(functions::contains).isPresent())
        .toList();
  }

  /** A call of a numbered version runs the same code whatever is updated. */
  private static boolean isPinned(Run.Call call) {
    return call.function().qualifier().filter(q -> q.matches("\\d+")).isPresent();
  }

  private static void sides(Situation situation, TrailEvent update, Weighing weighing) {
    List<Trial> failed = situation.trials().failedInB();
    boolean ofFailing = update.function().equals(situation.function());
    Predicate<Trial> hadOldCode = trial -> hadOldCode(trial, update, ofFailing);
    List<Trial> before = failed.stream().filter(hadOldCode).toList();
    List<Trial> after = failed.stream().filter(hadOldCode.negate()).toList();
    if (!before.isEmpty()) {
      weighing.weakens(3, "it failed with the code before the update too", Trials.refs(before));
      return;
    }
    boolean workflowsOwn = failed.isEmpty();
    if (!after.isEmpty() || workflowsOwn) {
      weighing.crucial(
          2.5,
          "everything that failed started after the update",
          workflowsOwn ? situation.failureRef() : Trials.refs(after));
    }
    List<Trial> workedBefore =
        situation.trials().ok(Trial.Side.B).stream().filter(hadOldCode).toList();
    weighing.supports(1, "it worked before the update", Trials.refs(workedBefore));
  }

  /**
   * Whether a trial came before the update: it started before, or in a process of the updated
   * function that did. A process keeps the code that it was started with; an alias may move to one
   * that waits for it.
   */
  private static boolean hadOldCode(Trial trial, TrailEvent update, boolean ofFailing) {
    boolean inOldProcess =
        ofFailing
            && update.is("lambda", "UpdateFunctionCode")
            && trial
                .invocation()
                .filter(invocation -> invocation.place().start().latest().isBefore(update.at()))
                .isPresent();
    return inOldProcess || trial.start().isBefore(update.at());
  }

  private static void none(Situation situation, Instant failed, Weighing weighing) {
    Optional<Ref> covered =
        situation.provenance().trail().coverage(situation.run().times().start(), failed, Set.of());
    weighing.contradicts(
        4, "CloudTrail shows no update of the code during the run", covered.stream().toList());
    if (covered.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "updates of the code during the run",
              Commands.trail(situation),
              "cloudtrail:LookupEvents"));
    }
  }
}
