// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the root among the causes that are held: starts at the best mechanism and walks to what can
 * have brought it about, as long as that is held too.
 */
final class Chains {
  /** What can bring a cause about, by the effect; a change can bring about any of its own kind. */
  private static final Map<String, List<String>> BROUGHT_ABOUT_BY =
      Map.ofEntries(
          Map.entry(
              "fn-timeout",
              List.of("init-timeout", "cold-storm", "net-no-route", "dns", "nat-ports", "dep-5xx")),
          Map.entry(
              "sfn-task-timeout",
              List.of("init-timeout", "cold-storm", "net-no-route", "dns", "dep-5xx")),
          Map.entry("init-timeout", List.of("net-no-route", "dns", "dep-5xx")));

  private final Verdicts verdicts;
  private final Set<String> seen = new HashSet<>();

  Chains(Verdicts verdicts) {
    this.verdicts = verdicts;
  }

  /** Returns the chain, the root first; empty where nothing is at least supported. */
  List<Hypothesis> longest() {
    List<Hypothesis> chain = new ArrayList<>();
    Optional<Hypothesis> leaf = best(verdicts.held(Cause.Role.MECHANISM));
    Optional<Hypothesis> change = best(verdicts.held(Cause.Role.CHANGE));
    leaf.ifPresent(hypothesis -> walk(hypothesis, chain));
    change
        .filter(hypothesis -> isRootBefore(hypothesis, leaf))
        .ifPresent(hypothesis -> chain.add(0, hypothesis));
    // Generic causes end a chain: they are what the failure looks like from outside.
    chain.addAll(verdicts.held(Cause.Role.GENERIC));
    return chain;
  }

  /** A change is the root where the failing mechanism follows from it, which its test has shown. */
  private static boolean isRootBefore(Hypothesis change, Optional<Hypothesis> leaf) {
    return change.verdict() == Verdict.CONFIRMED
        || leaf.map(l -> change.confidence() > l.confidence()).orElse(true);
  }

  private void walk(Hypothesis effect, List<Hypothesis> chain) {
    chain.add(0, effect);
    seen.add(effect.id());
    best(BROUGHT_ABOUT_BY.getOrDefault(effect.id(), List.of()).stream()
            .filter(id -> !seen.contains(id))
            .flatMap(id -> verdicts.of(id).stream())
            .filter(hypothesis -> hypothesis.verdict().isHeld())
            .toList())
        .ifPresent(cause -> walk(cause, chain));
  }

  private static Optional<Hypothesis> best(List<Hypothesis> hypotheses) {
    return hypotheses.stream().min(ranking());
  }

  /** The best first: by verdict, confidence, weight of what speaks for it, then by name. */
  static Comparator<Hypothesis> ranking() {
    return Comparator.comparing(Hypothesis::verdict)
        .thenComparing(hypothesis -> -hypothesis.confidence())
        .thenComparing(h -> -h.supporting().stream().mapToDouble(Claim::weight).sum())
        .thenComparing(Hypothesis::id);
  }
}
