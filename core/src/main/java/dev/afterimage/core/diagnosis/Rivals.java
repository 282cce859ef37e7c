// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attacks the leader: of several confirmed causes only one chain can have brought the failure
 * about. What is confirmed and stands in no causal relation to a better one is held as supported:
 * the better one explains the same facts.
 */
final class Rivals {
  private static final double MOST_RIVAL = 0.5;

  private Rivals() {}

  static List<Hypothesis> resolve(List<Hypothesis> hypotheses) {
    List<Hypothesis> kept = new ArrayList<>();
    List<Hypothesis> resolved = new ArrayList<>();
    Optional<Hypothesis> generic = firstGeneric(hypotheses);
    for (Hypothesis hypothesis : hypotheses.stream().sorted(Chains.ranking()).toList()) {
      Optional<Hypothesis> better = better(hypothesis, kept, generic);
      if (hypothesis.verdict() != Verdict.CONFIRMED) {
        resolved.add(hypothesis);
      } else if (better.isPresent()) {
        resolved.add(explainedAway(hypothesis, better.get()));
      } else {
        kept.add(hypothesis);
        resolved.add(hypothesis);
      }
    }
    return resolved;
  }

  private static Optional<Hypothesis> firstGeneric(List<Hypothesis> hypotheses) {
    return hypotheses.stream()
        .filter(Rivals::isGeneric)
        .filter(hypothesis -> hypothesis.verdict().isHeld())
        .min(Chains.outwards());
  }

  private static Optional<Hypothesis> better(
      Hypothesis hypothesis, List<Hypothesis> kept, Optional<Hypothesis> generic) {
    if (isGeneric(hypothesis)) {
      return kept.stream()
          .filter(other -> !isGeneric(other))
          .findFirst()
          .or(() -> generic.filter(first -> !first.id().equals(hypothesis.id())));
    }
    return kept.stream()
        .filter(other -> !isGeneric(other))
        .filter(other -> !CausalMap.areRelated(other.id(), hypothesis.id()))
        .findFirst();
  }

  private static boolean isGeneric(Hypothesis hypothesis) {
    return hypothesis.cause().role() == Cause.Role.GENERIC;
  }

  private static Hypothesis explainedAway(Hypothesis hypothesis, Hypothesis by) {
    List<Claim> opposing = new ArrayList<>(hypothesis.opposing());
    opposing.add(
        Claim.of(
            by.id() + " explains the same failure, and better",
            -1,
            by.supporting().get(0).evidence()));
    return new Hypothesis(
        hypothesis.cause(),
        Verdict.SUPPORTED,
        Math.min(hypothesis.confidence(), MOST_RIVAL),
        hypothesis.supporting(),
        opposing,
        hypothesis.wouldDecide());
  }
}
