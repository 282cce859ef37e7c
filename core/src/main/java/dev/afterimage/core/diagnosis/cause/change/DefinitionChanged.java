// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.PayloadDifferences;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Another definition was in force, and the failing state, or what feeds it, is what changed. */
public final class DefinitionChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "def-changed",
          "The state machine's definition was changed",
          Cause.Role.CHANGE,
          "Another definition was in force, and the failure follows from the changed field of the"
              + " failing state or of one before it.",
          new Cause.Remedy(
              "Restore the definition of the baseline, or mend the changed state",
              "a run keeps the definition that it started with"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public boolean hidesIn(RunStatus status) {
    return status == RunStatus.SUCCEEDED;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.baseline().isEmpty()) {
      return;
    }
    List<Change> changes =
        situation.comparison().changes().stream()
            .filter(change -> change.kind() == Change.Kind.DEFINITION)
            .filter(change -> !change.field().name().endsWith("/Comment"))
            .toList();
    if (changes.isEmpty()) {
      unchanged(situation, weighing);
    } else if (situation.failure().isEmpty()) {
      SilentChange.definition(situation, changes, weighing);
    } else {
      changed(situation, soFar, changes, weighing);
    }
  }

  private static void changed(
      Situation situation, Verdicts soFar, List<Change> changes, Weighing weighing) {
    StateEffects effects = new StateEffects(situation, soFar);
    Set<String> entered = statesUpToFailure(situation);
    List<Change> reached =
        changes.stream()
            .filter(
                change ->
                    entered.contains(change.field().subject())
                        || !change.field().name().contains("/States/"))
            .toList();
    for (Change change : reached) {
      effects
          .of(change)
          .ifPresent(
              effect ->
                  weighing.crucial(
                      4,
                      change.field().name() + " was changed, and " + effect + " follows from it",
                      change.evidence()));
    }
    if (!weighing.isCrucialSeen()) {
      feeds(situation, reached, weighing);
    }
    if (!weighing.isCrucialSeen()) {
      coincides(situation, changes.get(0), reached, weighing);
    }
  }

  /**
   * What the failing step was given differs in a field that it names, and no output before does.
   */
  private static void feeds(Situation situation, List<Change> reached, Weighing weighing) {
    Optional<PayloadDifferences.Named> named = situation.differences().named(situation.symptoms());
    Optional<Change> shaping = reached.stream().filter(StateEffects::shapesPayloads).findFirst();
    if (named.isEmpty() || shaping.isEmpty()) {
      return;
    }
    PayloadDifferences.Found found = named.get().found();
    String state = found.step().map(step -> step.id().name()).orElse("");
    boolean byState =
        found.place() == PayloadDifferences.Place.STEP_INPUT
            || (found.place() == PayloadDifferences.Place.STEP_OUTPUT
                && shaping.get().field().subject().equals(state));
    if (byState) {
      List<Ref> refs = new ArrayList<>(shaping.get().evidence());
      refs.addAll(named.get().evidence());
      weighing.crucial(
          3.5,
          shaping.get().field().name()
              + " was changed, and the failure names "
              + found.field()
              + ", which is given otherwise since",
          refs);
    }
  }

  private static void coincides(
      Situation situation, Change first, List<Change> reached, Weighing weighing) {
    Optional<Change> shaping = reached.stream().filter(StateEffects::shapesPayloads).findFirst();
    boolean ofFunction = OwnError.isOwn(situation);
    if (shaping.isPresent() && ofFunction && isGivenOtherwise(situation)) {
      weighing.supports(
          2,
          "what the failing function is given was changed: " + shaping.get().field().name(),
          shaping.get().evidence());
    } else {
      weighing.supports(0.5, "the definition was changed", first.evidence());
      weighing.weakens(
          1, "the failure does not follow from what was changed", situation.failureRef());
    }
    weighing.needsControl();
  }

  private static boolean isGivenOtherwise(Situation situation) {
    long failing = situation.step().map(step -> step.id().enteredEventId()).orElse(0L);
    return situation.differences().all().stream()
        .filter(found -> found.place() == PayloadDifferences.Place.STEP_INPUT)
        .filter(PayloadDifferences.Found::isStructural)
        .anyMatch(
            found -> found.step().filter(s -> s.id().enteredEventId() == failing).isPresent());
  }

  private static void unchanged(Situation situation, Weighing weighing) {
    List<Ref> same =
        situation.comparison().unchanged().stream()
            .filter(u -> u.text().startsWith("the definition of"))
            .flatMap(u -> u.evidence().stream())
            .toList();
    weighing.contradicts(4, "both runs had the same definition", same);
    if (same.isEmpty()) {
      situation
          .run()
          .identity()
          .arn()
          .ifPresent(
              arn ->
                  weighing.wouldDecide(
                      WouldDecide.call(
                          "the definitions that both runs had",
                          "aws stepfunctions describe-state-machine-for-execution --execution-arn "
                              + arn,
                          "states:DescribeStateMachineForExecution")));
    }
  }

  private static Set<String> statesUpToFailure(Situation situation) {
    Set<String> names = new HashSet<>();
    long failing =
        situation.failure().map(failure -> failure.origin().event().id()).orElse(Long.MAX_VALUE);
    for (Step step : situation.run().steps()) {
      if (step.id().enteredEventId() <= failing) {
        names.add(step.id().name());
      }
    }
    return names;
  }
}
