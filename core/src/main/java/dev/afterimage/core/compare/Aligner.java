// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Aligns the steps of two runs, level by level: on one level the n-th visit of a state goes with
 * the n-th visit of the state of that name; the items of a Map go by content or key.
 */
public final class Aligner {
  private final Level a;
  private final Level b;
  private final List<Alignment.StepPair> pairs = new ArrayList<>();
  private final List<Alignment.ItemPairing> items = new ArrayList<>();

  private Aligner(Run a, Run b) {
    this.a = new Level(a);
    this.b = new Level(b);
  }

  /** Returns the steps of both runs side by side. */
  public static Alignment align(Run a, Run b) {
    Aligner aligner = new Aligner(a, b);
    aligner.level(aligner.a.top(), aligner.b.top());
    return new Alignment(aligner.pairs, aligner.items);
  }

  private void level(List<Step> stepsA, List<Step> stepsB) {
    Map<String, Deque<Step>> byName = new HashMap<>();
    stepsA.forEach(s -> byName.computeIfAbsent(s.id().name(), n -> new ArrayDeque<>()).add(s));
    List<Alignment.StepPair> level = new ArrayList<>();
    // One event enters one step of a run.
    Map<Long, Integer> placeOfA = new HashMap<>();
    for (Step step : stepsB) {
      Optional<Step> partner =
          Optional.ofNullable(byName.getOrDefault(step.id().name(), new ArrayDeque<>()).poll());
      partner.ifPresent(a -> placeOfA.put(a.id().enteredEventId(), level.size()));
      level.add(new Alignment.StepPair(partner, Optional.of(step)));
    }
    for (Alignment.StepPair pair : withOwn(stepsA, level, placeOfA)) {
      pairs.add(pair);
      below(pair);
    }
  }

  /** Puts the baseline's own steps behind the step that came before them in the baseline. */
  private static List<Alignment.StepPair> withOwn(
      List<Step> stepsA, List<Alignment.StepPair> level, Map<Long, Integer> placeOfA) {
    Map<Integer, List<Alignment.StepPair>> own = new HashMap<>();
    int at = 0;
    for (Step step : stepsA) {
      Integer place = placeOfA.get(step.id().enteredEventId());
      if (place == null) {
        own.computeIfAbsent(at, key -> new ArrayList<>())
            .add(new Alignment.StepPair(Optional.of(step), Optional.empty()));
      } else {
        at = Math.max(at, place + 1);
      }
    }
    List<Alignment.StepPair> merged = new ArrayList<>();
    for (int i = 0; i <= level.size(); i++) {
      merged.addAll(own.getOrDefault(i, List.of()));
      if (i < level.size()) {
        merged.add(level.get(i));
      }
    }
    return merged;
  }

  private void below(Alignment.StepPair pair) {
    Map<Integer, List<Step>> framesA = pair.a().map(a::below).orElse(Map.of());
    Map<Integer, List<Step>> framesB = pair.b().map(b::below).orElse(Map.of());
    boolean areAlike =
        pair.a().map(step -> step.id().type()).equals(pair.b().map(step -> step.id().type()));
    if (framesA.isEmpty() && framesB.isEmpty()) {
      return;
    }
    if (!areAlike) {
      framesB.values().forEach(steps -> level(List.of(), steps));
      framesA.values().forEach(steps -> level(steps, List.of()));
    } else if (pair.b().orElseThrow().id().type() == EventType.Subject.MAP_STATE) {
      items(pair.path(), framesA, framesB);
    } else {
      level(framesA.getOrDefault(-1, List.of()), framesB.getOrDefault(-1, List.of()));
    }
  }

  private void items(
      String path, Map<Integer, List<Step>> framesA, Map<Integer, List<Step>> framesB) {
    ItemMatcher.Pairing pairing = ItemMatcher.match(contents(framesA), contents(framesB));
    items.add(new Alignment.ItemPairing(path, pairing.by(), pairing.bToA().size()));
    framesB.forEach(
        (index, steps) -> {
          Integer partner = pairing.bToA().get(index);
          level(partner == null ? List.of() : framesA.getOrDefault(partner, List.of()), steps);
        });
    Set<Integer> paired = new HashSet<>(pairing.bToA().values());
    framesA.forEach(
        (index, steps) -> {
          if (!paired.contains(index)) {
            level(steps, List.of());
          }
        });
  }

  /** The input of the first state in an iteration is the item, as far as the history tells. */
  private static Map<Integer, JsonNode> contents(Map<Integer, List<Step>> frames) {
    Map<Integer, JsonNode> contents = new TreeMap<>();
    frames.forEach(
        (index, steps) ->
            contents.put(index, steps.get(0).input().json().orElse(NullNode.getInstance())));
    return contents;
  }

  /** The steps of one run by the frame they stand in; of a Map tried again only the last round. */
  private static final class Level {
    private final Map<Long, Map<Integer, List<Step>>> byContainer = new HashMap<>();
    private final List<Step> top;

    Level(Run run) {
      Map<Long, Integer> lastRound = new HashMap<>();
      for (Step step : run.steps()) {
        lastRound.merge(step.id().frame().container(), step.id().frame().round(), Math::max);
      }
      for (Step step : run.steps()) {
        Step.Frame frame = step.id().frame();
        if (frame.round() == lastRound.getOrDefault(frame.container(), 1)) {
          byContainer
              .computeIfAbsent(frame.container(), c -> new TreeMap<>())
              .computeIfAbsent(frame.index(), i -> new ArrayList<>())
              .add(step);
        }
      }
      top = byContainer.getOrDefault(0L, Map.of()).getOrDefault(-1, List.of());
    }

    List<Step> top() {
      return top;
    }

    Map<Integer, List<Step>> below(Step step) {
      return byContainer.getOrDefault(step.id().enteredEventId(), Map.of());
    }
  }
}
