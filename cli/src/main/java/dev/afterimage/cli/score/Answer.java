// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.score;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.RootCause;
import dev.afterimage.core.diagnosis.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What a diagnosis answered.
 *
 * @param root the root that it names
 * @param confidence the confidence of the root; 0 where it names none
 * @param ranked the causes that it holds or leaves open, the best first
 * @param confirmed the causes that it confirms
 * @param open whether every cause that it leaves open names what would decide it
 */
public record Answer(
    Optional<String> root,
    double confidence,
    List<String> ranked,
    List<String> confirmed,
    boolean open) {
  public Answer {
    requireNonNull(root, "root is null");
    ranked = List.copyOf(ranked);
    confirmed = List.copyOf(confirmed);
  }

  /** The answer where a case could not be diagnosed at all. */
  static final Answer NONE = new Answer(Optional.empty(), 0, List.of(), List.of(), true);

  static Answer of(Diagnosis diagnosis) {
    List<Hypothesis> all = diagnosis.judged().judgement().hypotheses();
    return new Answer(
        diagnosis.rootCause().map(RootCause::hypothesis).map(Hypothesis::id),
        diagnosis.rootCause().map(root -> root.hypothesis().confidence()).orElse(0.0),
        all.stream().filter(Answer::isSpokenFor).map(Hypothesis::id).toList(),
        all.stream().filter(h -> h.verdict() == Verdict.CONFIRMED).map(Hypothesis::id).toList(),
        all.stream()
            .filter(h -> h.verdict() == Verdict.INCONCLUSIVE)
            .noneMatch(h -> h.wouldDecide().isEmpty()));
  }

  private static boolean isSpokenFor(Hypothesis hypothesis) {
    return hypothesis.verdict().isHeld()
        || (hypothesis.verdict() == Verdict.INCONCLUSIVE && !hypothesis.supporting().isEmpty());
  }

  /** Returns the root and the two causes that come next. */
  List<String> firstThree() {
    return java.util.stream.Stream.concat(root.stream(), ranked.stream())
        .distinct()
        .limit(3)
        .toList();
  }
}
