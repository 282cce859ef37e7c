// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Map<String, List<Step>> byName = new HashMap<>();
    stepsA.forEach(s -> byName.computeIfAbsent(s.id().name(), n -> new ArrayList<>()).add(s));
    List<Alignment.StepPair> level = new ArrayList<>();
    for (Step step : stepsB) {
      List<Step> same = byName.getOrDefault(step.id().name(), List.of());
      Optional<Step> partner = same.isEmpty() ? Optional.empty() : Optional.of(same.remove(0));
      level.add(new Alignment.StepPair(partner, Optional.of(step)));
    }
    int at = 0;
    for (Step step : stepsA) {
      boolean alone =
          byName.getOrDefault(step.id().name(), List.of()).stream().anyMatch(s -> isSame(s, step));
      if (alone) {
        level.add(
            Math.min(at, level.size()),
            new Alignment.StepPair(Optional.of(step), Optional.empty()));
        at++;
      } else {
        at = positionAfter(level, step, at);
      }
    }
    for (Alignment.StepPair pair : level) {
      pairs.add(pair);
      if (pair.a().isPresent() && pair.b().isPresent()) {
        below(pair.a().get(), pair.b().get());
      }
    }
  }

  /** One event enters one step of a run. */
  private static boolean isSame(Step left, Step right) {
    return left.id().enteredEventId() == right.id().enteredEventId();
  }

  private static int positionAfter(List<Alignment.StepPair> level, Step step, int from) {
    for (int i = from; i < level.size(); i++) {
      if (level.get(i).a().filter(s -> isSame(s, step)).isPresent()) {
        return i + 1;
      }
    }
    return from;
  }

  private void below(Step stepA, Step stepB) {
    Map<Integer, List<Step>> framesA = a.below(stepA);
    Map<Integer, List<Step>> framesB = b.below(stepB);
    if (framesA.isEmpty() && framesB.isEmpty()) {
      return;
    }
    if (stepB.id().type() != EventType.Subject.MAP_STATE) {
      level(framesA.getOrDefault(-1, List.of()), framesB.getOrDefault(-1, List.of()));
      return;
    }
    ItemMatcher.Pairing pairing = ItemMatcher.match(contents(framesA), contents(framesB));
    items.add(new Alignment.ItemPairing(stepB.path(), pairing.by(), pairing.bToA().size()));
    framesB.forEach(
        (index, steps) -> {
          Integer partner = pairing.bToA().get(index);
          level(partner == null ? List.of() : framesA.getOrDefault(partner, List.of()), steps);
        });
    framesA.forEach(
        (index, steps) -> {
          if (!pairing.bToA().containsValue(index)) {
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
