// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

  /** Mechanisms that follow from a field of a state. */
  private static final Map<String, Set<String>> EFFECTS =
      Map.ofEntries(
          Map.entry("TimeoutSeconds", Set.of("sfn-task-timeout", "sfn-exec-timeout")),
          Map.entry("HeartbeatSeconds", Set.of("sfn-heartbeat")),
          Map.entry(
              "MaxConcurrency",
              Set.of(
                  "throttle-reserved",
                  "throttle-account",
                  "throttle-rate",
                  "dep-429",
                  "cold-storm",
                  "nat-ports",
                  "hyperplane-burst",
                  "ddb-throttle",
                  "data-race")),
          Map.entry("Retry", Set.of("retry-mismatch", "retry-exhausted")),
          Map.entry("Resource", Set.of("fn-not-found", "sfn-permission", "sdk-integ-swallow")));

  /** Errors of the workflow: they follow from whatever of the state was changed. */
  private static final Set<String> OF_STATES =
      Set.of(
          "sfn-runtime",
          "sfn-param-path",
          "sfn-query-eval",
          "sfn-data-limit",
          "sfn-item-reader",
          "sfn-result-writer",
          "fn-not-found",
          "sfn-assume-role",
          "fail-state");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public boolean explainsSuccess() {
    return true;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.baseline().isEmpty()) {
      return;
    }
    List<Change> changes =
        situation.comparison().changes().stream()
            .filter(change -> change.kind() == Change.Kind.DEFINITION)
            .toList();
    if (changes.isEmpty()) {
      unchanged(situation, weighing);
      return;
    }
    if (situation.failure().isEmpty()) {
      SilentChange.definition(situation, changes, weighing);
      return;
    }
    Set<String> before = statesUpToFailure(situation);
    boolean touched = false;
    for (Change change : changes) {
      Optional<String> effect = effect(change, soFar);
      boolean upstream =
          before.contains(change.field().subject()) || !change.field().name().contains("/States/");
      touched |= upstream;
      if (effect.isPresent() && upstream) {
        weighing.crucial(
            4,
            change.field().name() + " was changed, and " + effect.get() + " follows from it",
            change.evidence());
      }
    }
    if (!weighing.isCrucialSeen()) {
      otherwise(situation, changes.get(0), touched, weighing);
    }
  }

  private static void otherwise(
      Situation situation, Change change, boolean touched, Weighing weighing) {
    boolean feeds = touched && isOfPayload(change);
    if (feeds && situation.function().isPresent() && !situation.error().startsWith("Lambda.")) {
      weighing.supports(
          2,
          "what the failing function is given was changed: " + change.field().name(),
          change.evidence());
    } else {
      weighing.supports(0.5, "the definition was changed", change.evidence());
      weighing.weakens(
          1, "the failure does not follow from what was changed", situation.failureRef());
    }
    weighing.needsControl();
  }

  private static boolean isOfPayload(Change change) {
    return change
        .field()
        .name()
        .matches(
            ".*/(Parameters|Arguments|InputPath|OutputPath|ResultPath|ResultSelector|Result"
                + "|ItemSelector|ItemsPath|Items|Assign|Output|Next|Choices|Default)(/.*|\\.\\$)?.*");
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

  private static Optional<String> effect(Change change, Verdicts soFar) {
    String[] parts = change.field().name().split("/", -1);
    for (String part : parts) {
      String field = part.replaceAll("(Path|\\.\\$)$", "");
      Optional<String> effect =
          EFFECTS.getOrDefault(field, Set.of()).stream().filter(soFar::isHeld).sorted().findFirst();
      if (effect.isPresent()) {
        return effect;
      }
    }
    return OF_STATES.stream().filter(soFar::isHeld).sorted().findFirst();
  }
}
