// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the root among the causes that are held: starts at the best mechanism and walks to what can
 * have brought it about, as long as that is held too.
 */
final class Chains {
  /** Beyond it the crucial prediction was seen: what is held for less is a mere coincidence yet. */
  private static final double SEEN = 0.6;

  /** How failures look from outside, from the inside out. */
  private static final List<String> OUTWARDS =
      List.of(
          "nondeterminism",
          "handled-exception",
          "retry-exhausted",
          "map-failfast",
          "map-threshold",
          "nested-exec",
          "fail-state");

  private final List<Hypothesis> held;
  private final Set<String> seen = new HashSet<>();

  Chains(List<Hypothesis> hypotheses) {
    this.held = hypotheses.stream().filter(h -> h.verdict().isHeld()).sorted(ranking()).toList();
  }

  /** Returns the chain, the root first; empty where nothing is at least supported. */
  List<Hypothesis> longest() {
    List<Hypothesis> chain = new ArrayList<>();
    Optional<Hypothesis> leaf = of(Cause.Role.MECHANISM).stream().findFirst();
    Optional<Hypothesis> change = of(Cause.Role.CHANGE).stream().findFirst();
    boolean changeAlone =
        change.isPresent() && leaf.map(l -> standsBefore(change.get(), l)).orElse(true);
    if (changeAlone) {
      chain.add(change.get());
    } else {
      leaf.ifPresent(hypothesis -> walk(hypothesis, chain));
    }
    of(Cause.Role.GENERIC).stream().sorted(outwards()).forEach(chain::add);
    return chain;
  }

  private List<Hypothesis> of(Cause.Role role) {
    return held.stream().filter(hypothesis -> hypothesis.cause().role() == role).toList();
  }

  /**
   * A change that explains the failure better than any mechanism, and has none of them behind it.
   */
  private static boolean standsBefore(Hypothesis change, Hypothesis leaf) {
    return ranking().compare(change, leaf) < 0 && !CausalMap.canBringAbout(change.id(), leaf.id());
  }

  private void walk(Hypothesis effect, List<Hypothesis> chain) {
    chain.add(0, effect);
    seen.add(effect.id());
    held.stream()
        .filter(cause -> !seen.contains(cause.id()))
        .filter(cause -> CausalMap.canBringAbout(cause.id(), effect.id()))
        .filter(cause -> reaches(cause, effect))
        .findFirst()
        .ifPresent(cause -> walk(cause, chain));
  }

  /** A cause that was only seen beside its effect does not explain it. */
  private static boolean reaches(Hypothesis cause, Hypothesis effect) {
    return cause.confidence() > SEEN || cause.confidence() >= effect.confidence();
  }

  static Comparator<Hypothesis> outwards() {
    return Comparator.comparingInt(hypothesis -> OUTWARDS.indexOf(hypothesis.id()));
  }

  /** The best first: by verdict, confidence, weight of what speaks for it, then by name. */
  static Comparator<Hypothesis> ranking() {
    return Comparator.comparing(Hypothesis::verdict)
        .thenComparing(hypothesis -> -hypothesis.confidence())
        .thenComparing(h -> -h.supporting().stream().mapToDouble(Claim::weight).sum())
        .thenComparing(Hypothesis::id);
  }
}
