// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Alignment;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.JsonDiff;
import dev.afterimage.core.compare.SilentLoss;
import dev.afterimage.core.diagnosis.PayloadDifferences;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.provenance.FunctionImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes that made a run lose values although it succeeded. */
final class SilentChange {
  private SilentChange() {}

  private static Optional<SilentLoss> firstLoss(Situation situation) {
    return situation.comparison().silentLosses().stream()
        .filter(loss -> loss.kind() == SilentLoss.Kind.VALUE)
        .findFirst();
  }

  /** The state that loses the value is what was changed. */
  static void definition(Situation situation, List<Change> changes, Weighing weighing) {
    for (SilentLoss loss : firstLoss(situation).stream().toList()) {
      String state = stateOf(loss.step());
      for (Change change : changes) {
        if (change.field().subject().equals(state)) {
          weighing.crucial(
              4,
              loss.text() + ", and the state was changed: " + change.field().name(),
              both(loss, change.evidence()));
        }
      }
    }
  }

  /** The value was missing in the input already. */
  static void input(Situation situation, Weighing weighing) {
    emptied(situation, weighing);
    OtherBranch.weigh(situation, weighing);
    Optional<SilentLoss> loss = firstLoss(situation);
    if (loss.isEmpty()) {
      return;
    }
    Optional<Step> step = step(situation, loss.get());
    boolean had =
        step.flatMap(s -> s.input().json())
            .map(input -> has(input, loss.get().field()))
            .orElse(true);
    for (Change change : situation.comparison().changes()) {
      boolean gone = change.kind() == Change.Kind.INPUT && change.values().b().isNull();
      if (gone && (!had || sameName(change.field().name(), loss.get().field()))) {
        weighing.crucial(
            4,
            change.field().name() + " is missing in the input, where the baseline had it",
            both(loss.get(), change.evidence()));
      }
    }
  }

  /** A list of the input is empty or gone, and the work on its items was not done. */
  private static void emptied(Situation situation, Weighing weighing) {
    for (PayloadDifferences.Found found : situation.differences().ofRunInput()) {
      boolean had = found.difference().a().isArray() && !found.difference().a().isEmpty();
      boolean has = found.difference().b().isArray() && !found.difference().b().isEmpty();
      if (had && !has && !found.difference().b().isObject() && didLess(situation)) {
        weighing.crucial(
            4,
            found.field()
                + " of the input is empty, where the baseline's had items, and the work"
                + " on them was not done",
            found.evidence());
      }
    }
  }

  /** Fewer steps, or a result that counts less. */
  private static boolean didLess(Situation situation) {
    int before = situation.baseline().map(run -> run.steps().size()).orElse(0);
    return situation.run().steps().size() < before
        || situation.baseline().flatMap(run -> run.end().output().json()).stream()
            .flatMap(
                a ->
                    situation.run().end().output().json().stream()
                        .flatMap(b -> JsonDiff.of(a, b).stream()))
            .anyMatch(SilentChange::isLess);
  }

  private static boolean isLess(JsonDiff.Difference difference) {
    JsonNode a = difference.a();
    JsonNode b = difference.b();
    boolean smaller = a.isNumber() && b.isNumber() && b.doubleValue() < a.doubleValue();
    boolean shorter = a.isArray() && (!b.isArray() || b.size() < a.size());
    return smaller || shorter;
  }

  /** The function of the losing step has other code, and was given the same. */
  static void code(Situation situation, Weighing weighing) {
    Optional<SilentLoss> loss = situation.comparison().silentLosses().stream().findFirst();
    Optional<Step> step =
        loss.flatMap(found -> giver(situation, found).or(() -> step(situation, found)));
    Optional<FunctionImages> images =
        step.map(Step::attempts).stream()
            .flatMap(List::stream)
            .map(Attempt::target)
            .flatMap(target -> target.function().stream())
            .flatMap(function -> situation.provenance().of(function.name()).stream())
            .findFirst();
    if (images.isEmpty()) {
      return;
    }
    if (images.get().verdict() == FunctionImages.Verdict.DIFFERENT) {
      weighing.crucial(
          3,
          loss.orElseThrow().text()
              + ", and the code of "
              + images.get().function()
              + " is another",
          both(loss.orElseThrow(), images.get().proof().evidence()));
    } else if (images.get().verdict() == FunctionImages.Verdict.SAME) {
      weighing.contradicts(4, "both runs had the same code", images.get().proof().evidence());
    }
  }

  /** The first step that gave the value in the baseline and does not here. */
  private static Optional<Step> giver(Situation situation, SilentLoss loss) {
    return situation.comparison().alignment().pairs().stream()
        .filter(pair -> pair.a().filter(step -> gives(step, loss)).isPresent())
        .flatMap(pair -> pair.b().stream())
        .filter(step -> !step.attempts().isEmpty() && !gives(step, loss))
        .findFirst();
  }

  private static boolean gives(Step step, SilentLoss loss) {
    return step.output().json().filter(output -> has(output, loss.field())).isPresent();
  }

  private static Optional<Step> step(Situation situation, SilentLoss loss) {
    return situation.comparison().alignment().pairs().stream()
        .map(Alignment.StepPair::b)
        .flatMap(Optional::stream)
        .filter(step -> step.path().equals(loss.step()))
        .findFirst();
  }

  private static boolean has(JsonNode input, String pointer) {
    JsonNode value = Json.at(input, pointer);
    return !value.isMissingNode() && !value.isNull();
  }

  private static boolean sameName(String left, String right) {
    return left.substring(left.lastIndexOf('/') + 1)
        .equals(right.substring(right.lastIndexOf('/') + 1));
  }

  private static String stateOf(String path) {
    return path.replaceAll(".*/", "").replaceAll("(\\[[^\\]]*\\]|#\\d+)$", "");
  }

  private static List<Ref> both(SilentLoss loss, List<Ref> other) {
    List<Ref> refs = new ArrayList<>(loss.evidence());
    refs.addAll(other);
    return refs;
  }
}
