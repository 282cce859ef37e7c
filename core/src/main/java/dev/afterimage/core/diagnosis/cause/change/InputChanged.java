// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.JsonDiff;
import dev.afterimage.core.compare.Volatile;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Symptom;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Payload;
import dev.afterimage.core.history.Step;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The data was another one: more of it, of another shape, or with content that fails. */
public final class InputChanged implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "input-changed",
          "The input was changed",
          Cause.Role.CHANGE,
          "The failing step's input differs from the baseline's in a field that the failure names, or"
              + " in a size that the failing limit measures.",
          new Cause.Remedy(
              "Validate the input where it enters, and set aside what does not fit",
              "the code is the same; the data is not"));

  /** Limits that more data reaches. */
  private static final Set<String> OF_SIZE =
      Set.of(
          "oom",
          "fn-timeout",
          "sfn-task-timeout",
          "sfn-data-limit",
          "response-too-large",
          "lang-heap-oom",
          "tmp-full",
          "sfn-history-limit",
          "sfn-exec-timeout");

  private static final Set<String> OF_SHAPE =
      Set.of("sfn-runtime", "sfn-param-path", "sfn-query-eval", "sfn-item-reader");

  private static final double MUCH_LARGER = 2;

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
    if (situation.failure().isEmpty()) {
      SilentChange.input(situation, weighing);
      return;
    }
    Optional<Step> failing = situation.failure().flatMap(failure -> failure.origin().step());
    if (situation.baseline().isEmpty() || failing.isEmpty()) {
      return;
    }
    Payload runA = situation.baseline().get().input();
    Payload runB = situation.run().input();
    Optional<Step> partner = partner(situation, failing.get());
    boolean known = compare(situation, soFar, new Pair(runA, runB), weighing);
    if (partner.isPresent()) {
      Pair step = new Pair(partner.get().input(), failing.get().input());
      known |= compare(situation, soFar, step, weighing);
      if (known && !weighing.hasSupport()) {
        weighing.contradicts(3, "the failing step had the same input in the baseline", step.refs());
      }
    } else if (known && !weighing.hasSupport()) {
      weighing.weakens(1.5, "both runs had the same input", new Pair(runA, runB).refs());
    }
  }

  private record Pair(Payload a, Payload b) {
    List<Ref> refs() {
      return List.of(a.ref(), b.ref());
    }
  }

  /** The step of the baseline that is aligned with the failing one. */
  private static Optional<Step> partner(Situation situation, Step failing) {
    return situation.comparison().alignment().pairs().stream()
        .filter(
            pair ->
                pair.b()
                    .filter(b -> b.id().enteredEventId() == failing.id().enteredEventId())
                    .isPresent())
        .flatMap(pair -> pair.a().stream())
        .findFirst();
  }

  /** Compares two inputs; returns whether both are known. */
  private static boolean compare(
      Situation situation, Verdicts soFar, Pair pair, Weighing weighing) {
    Optional<JsonNode> a = pair.a().json();
    Optional<JsonNode> b = pair.b().json();
    if (a.isEmpty() || b.isEmpty()) {
      return false;
    }
    List<JsonDiff.Difference> differences =
        JsonDiff.of(a.get(), b.get()).stream()
            .filter(difference -> !Volatile.isNoise(difference.a(), difference.b()))
            .toList();
    if (differences.isEmpty()) {
      return true;
    }
    double growth = pair.b().bytes() / (double) Math.max(1, pair.a().bytes());
    named(situation, differences, pair, weighing);
    if (growth >= MUCH_LARGER && OF_SIZE.stream().anyMatch(soFar::isHeld)) {
      weighing.crucial(
          3,
          "the input is "
              + Math.round(growth * 10) / 10.0
              + " times as large as the baseline's, and a limit was reached",
          pair.refs());
    } else if (OF_SHAPE.stream().anyMatch(soFar::isHeld)
        && differences.stream().anyMatch(JsonDiff.Difference::isStructural)) {
      weighing.crucial(3, "the input has another shape, and a path of it failed", pair.refs());
    } else if (!weighing.isCrucialSeen()) {
      weighing.supports(
          0.7,
          "the input differs in " + Claims.count(differences.size(), "field", "fields"),
          pair.refs());
      weighing.needsControl();
    }
    return true;
  }

  /** A field that is new or gone, and that the error or a failing line names. */
  private static void named(
      Situation situation, List<JsonDiff.Difference> differences, Pair pair, Weighing weighing) {
    for (JsonDiff.Difference difference : differences) {
      String field = difference.pointer().substring(difference.pointer().lastIndexOf('/') + 1);
      if (field.length() < 3 || !difference.isStructural()) {
        continue;
      }
      Pattern whole = Pattern.compile("(?<![\\w])" + Pattern.quote(field) + "(?![\\w])");
      Optional<Symptom> symptom = situation.symptoms().matching(whole).stream().findFirst();
      symptom.ifPresent(
          s ->
              weighing.crucial(
                  3.5,
                  "the failure names " + field + ", in which the input differs",
                  List.of(s.ref(), pair.a().ref(), pair.b().ref())));
    }
  }
}
