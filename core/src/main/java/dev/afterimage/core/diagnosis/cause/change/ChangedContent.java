// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.Optional;

/** What the comparison of the two images of the failing function says of a change of its code. */
final class ChangedContent {
  private ChangedContent() {}

  /** Whether the images were found to hold the same; then other digests mean nothing. */
  static boolean refutes(Situation situation, Weighing weighing) {
    Optional<ContentDifference> equal =
        situation.contentDifference().filter(content -> content.verdict().isEqual());
    equal.ifPresent(
        content ->
            weighing.contradicts(
                4,
                "the two images hold the same files and settings: " + content.verdict().text(),
                List.of(content.ref())));
    return equal.isPresent();
  }

  /** Weighs whether the failing code path lies in what differs. */
  static void weigh(Situation situation, Weighing weighing) {
    Optional<ContentDifference> content = situation.contentDifference();
    if (content.isEmpty()) {
      return;
    }
    List<ContentDifference.Item> files = content.get().onTrace();
    if (!files.isEmpty()) {
      weighing.crucial(2.5, text(files), refs(files));
    } else if (isElsewhere(situation)) {
      weighing.weakens(
          1,
          "the file that raised is not among those that differ between the two images",
          List.of(content.get().ref()));
    }
  }

  /** Whether the code that failed is known, and nothing that it could rest on differs. */
  static boolean isElsewhere(Situation situation) {
    return situation.content().raised().isPresent()
        && situation
            .contentDifference()
            .filter(content -> content.onTrace().isEmpty() && !content.hasOthers())
            .filter(content -> content.totals().more() == 0)
            .isPresent();
  }

  private static String text(List<ContentDifference.Item> files) {
    ContentDifference.Item first = files.get(0);
    String others = files.size() > 1 ? " and " + (files.size() - 1) + " more" : "";
    return "a file that the failing stack trace names differs between the two images: "
        + first.subject()
        + " ("
        + first.text()
        + ")"
        + others;
  }

  /**
   * With a file of the failing stack trace changed, the old code that took the same input parts the
   * code from everything else that may differ between the runs.
   */
  static void control(Situation situation, Weighing weighing) {
    boolean onTrace = situation.contentDifference().filter(c -> !c.onTrace().isEmpty()).isPresent();
    boolean allFailed =
        situation.trials().ok(Trial.Side.B).isEmpty() && situation.trials().failedInB().size() > 1;
    if (onTrace && allFailed) {
      weighing.control(
          0.5,
          "every invocation of the changed file failed, and none of the old one",
          Trials.refs(situation.trials().ok(Trial.Side.A)));
    }
  }

  private static List<Ref> refs(List<ContentDifference.Item> files) {
    return files.stream().map(ContentDifference.Item::ref).toList();
  }
}
