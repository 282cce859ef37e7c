// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Comparison;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Commands;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Symptom;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A field of the function's configuration was changed, and the failure follows from it. */
public final class ConfigurationChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "config-changed",
          "The function's configuration was changed",
          Cause.Role.CHANGE,
          "A field was changed that the failing mechanism names: timeout, memory, role, subnet,"
              + " environment key, reserved concurrency.",
          new Cause.Remedy(
              "Restore the field to its value in the baseline",
              "the failing mechanism follows from it"));

  private static final Set<Change.Kind> KINDS =
      Set.of(
          Change.Kind.CONFIGURATION,
          Change.Kind.ENVIRONMENT,
          Change.Kind.LAYER,
          Change.Kind.RUNTIME,
          Change.Kind.CONCURRENCY,
          Change.Kind.NETWORK);

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<String> function = situation.function();
    if (function.isEmpty() || situation.baseline().isEmpty()) {
      return;
    }
    List<Change> changes =
        situation.comparison().changes().stream()
            .filter(change -> change.field().subject().equals(function.get()))
            .filter(change -> KINDS.contains(change.kind()))
            .filter(change -> FieldEffects.mayMatter(change.field().name()))
            .toList();
    if (changes.isEmpty()) {
      unchanged(situation, function.get(), weighing);
      return;
    }
    FieldEffects effects = new FieldEffects(situation, soFar);
    for (Change change : changes) {
      effects.of(change).ifPresent(effect -> follows(change, effect, weighing));
      named(change, situation).ifPresent(symptom -> isNamed(change, symptom, weighing));
    }
    if (!weighing.isCrucialSeen()) {
      coincides(situation, changes.get(0), weighing);
    }
  }

  private static void coincides(Situation situation, Change change, Weighing weighing) {
    weighing.supports(0.7, describe(change) + " was changed between the runs", change.evidence());
    boolean hidden = change.field().name().startsWith("Environment");
    boolean mayFollow = hidden && (OwnError.isOwn(situation) || isRuntimes(situation));
    if (mayFollow) {
      weighing.supports(
          1, "what the code reads from its environment is not what it was", change.evidence());
    } else {
      weighing.weakens(
          1, "the failure does not follow from what was changed", situation.failureRef());
    }
    weighing.needsControl();
  }

  private static boolean isRuntimes(Situation situation) {
    return situation.error().startsWith("Runtime.");
  }

  private static void unchanged(Situation situation, String function, Weighing weighing) {
    List<Ref> refs =
        situation.comparison().unchanged().stream()
            .filter(u -> u.text().startsWith("the configuration of " + function + " "))
            .map(Comparison.Unchanged::evidence)
            .flatMap(List::stream)
            .toList();
    weighing.contradicts(4, "the configuration of " + function + " was the same", refs);
    if (refs.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "updates of the configuration between the runs",
              Commands.trail(situation),
              "cloudtrail:LookupEvents"));
    }
  }

  private static void follows(Change change, FieldEffects.Effect effect, Weighing weighing) {
    List<Ref> refs = new ArrayList<>(change.evidence());
    refs.addAll(effect.evidence());
    weighing.crucial(
        4, describe(change) + " was changed, and " + effect.text() + " follows from it", refs);
  }

  /** An environment key, or its new value, that the error or a failing line names. */
  private static Optional<Symptom> named(Change change, Situation situation) {
    String prefix = "Environment.Variables.";
    if (!change.field().name().startsWith(prefix)) {
      return Optional.empty();
    }
    String key = change.field().name().substring(prefix.length());
    String value = change.values().b().asText("");
    return Words.named(situation.symptoms(), key, 3)
        .or(() -> Words.named(situation.symptoms(), value, 6));
  }

  private static void isNamed(Change change, Symptom symptom, Weighing weighing) {
    weighing.crucial(
        4,
        describe(change) + " was changed, and the failure names it",
        List.of(change.evidence().get(0), symptom.ref()));
  }

  private static String describe(Change change) {
    return change.field().name()
        + " of "
        + change.field().subject()
        + change.origin().at().map(at -> " (" + at + ")").orElse("");
  }
}
