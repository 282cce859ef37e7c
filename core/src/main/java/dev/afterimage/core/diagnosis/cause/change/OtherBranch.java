// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Definition;
import dev.afterimage.core.diagnosis.PayloadDifferences;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A Choice that went another way than in the baseline, by a field in which the input differs. */
final class OtherBranch {
  private OtherBranch() {}

  /** Weighs the first such Choice. */
  static void weigh(Situation situation, Weighing weighing) {
    for (Step choice : situation.run().steps()) {
      Optional<Step> before =
          choice.id().type() == EventType.Subject.CHOICE_STATE
              ? situation.partner(choice)
              : Optional.empty();
      Optional<String> now = next(situation.run(), choice);
      Optional<String> then =
          before.flatMap(step -> situation.baseline().flatMap(run -> next(run, step)));
      if (now.isPresent() && then.isPresent() && !now.equals(then)) {
        by(situation, choice)
            .ifPresent(found -> weigh(choice, then.get(), now.get(), found, weighing));
        return;
      }
    }
  }

  private static void weigh(
      Step choice, String then, String now, PayloadDifferences.Found found, Weighing weighing) {
    List<Ref> refs = new ArrayList<>(found.evidence());
    refs.add(choice.span().ref());
    weighing.crucial(
        3,
        choice.path()
            + " went to "
            + now
            + ", in the baseline to "
            + then
            + ": it asks for "
            + found.field()
            + ", in which the input differs",
        refs);
  }

  /** The name of the state that was entered after a step, at the same place of the nesting. */
  private static Optional<String> next(Run run, Step step) {
    return run.steps().stream()
        .filter(later -> later.id().frame().equals(step.id().frame()))
        .filter(later -> later.id().enteredEventId() > step.id().enteredEventId())
        .min(Comparator.comparing(later -> later.id().enteredEventId()))
        .map(later -> later.id().name());
  }

  private static Optional<PayloadDifferences.Found> by(Situation situation, Step choice) {
    List<String> asked = new ArrayList<>();
    situation
        .comparison()
        .definition()
        .flatMap(definition -> definition.state(choice.id().name()))
        .map(Definition.State::json)
        .ifPresent(state -> collect(state.path("Choices"), asked));
    return situation.differences().ofRunInput().stream()
        .filter(found -> !found.field().isEmpty())
        .filter(found -> asked.stream().anyMatch(text -> names(text, found.field())))
        .findFirst();
  }

  private static boolean names(String text, String field) {
    return Pattern.compile("(?<![\\p{L}\\d_])" + Pattern.quote(field) + "(?![\\p{L}\\d_])")
        .matcher(text)
        .find();
  }

  /** Rules of any nesting: paths in {@code Variable}, expressions in {@code Condition}. */
  private static void collect(JsonNode node, List<String> into) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      boolean rule = entry.getKey().equals("Variable") || entry.getKey().equals("Condition");
      if (rule && entry.getValue().isTextual()) {
        into.add(entry.getValue().textValue());
      }
      collect(entry.getValue(), into);
    }
    if (node.isArray()) {
      node.forEach(child -> collect(child, into));
    }
  }
}
