// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.data;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.cause.Follows;
import dev.afterimage.core.history.Payload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One item fails wherever and whenever it is tried; its siblings work. */
public final class PoisonItem implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "poison-item",
          "One item always fails",
          Cause.Role.MECHANISM,
          "The same item fails in every attempt, across sandboxes, while its siblings work in the same"
              + " ones.",
          new Cause.Remedy(
              "Set the item aside and validate before the work; let the Map tolerate some failures",
              "a retry meets the same content again"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    List<Trial> failed = situation.trials().failedInB();
    Map<String, List<Trial>> items = byItem(failed);
    Optional<String> other =
        soFar.held(Cause.Role.MECHANISM).stream().map(Hypothesis::id).findFirst();
    if (other.isPresent() && !items.isEmpty()) {
      weighing.weakens(2.5, other.get() + " explains the failure", situation.failureRef());
    }
    if (items.isEmpty() || OwnError.isRefusal(situation.error())) {
      if (!situation.failureRef().isEmpty()) {
        weighing.weakens(2, "the failure is of no item of a Map", situation.failureRef());
      }
      return;
    }
    List<Trial> okHere = situation.trials().ok(Trial.Side.B);
    if (workedElsewhere(situation, items.keySet(), weighing)) {
      return;
    }
    if (okHere.isEmpty()) {
      weighing.weakens(2, "no sibling of the failing items worked", Trials.refs(failed));
      return;
    }
    boolean few = items.size() * 4 <= items.size() + okItems(okHere);
    if (!few) {
      weighing.weakens(
          1.5, items.size() + " items failed, too many for one that is bad", Trials.refs(failed));
      return;
    }
    weighing.supports(
        1.5,
        Claims.count(items.size(), "item", "items")
            + " failed while "
            + okItems(okHere)
            + " worked",
        Trials.refs(failed));
    repeated(situation, failed, okHere, weighing);
  }

  private static Map<String, List<Trial>> byItem(List<Trial> trials) {
    Map<String, List<Trial>> items = new TreeMap<>();
    for (Trial trial : trials) {
      item(trial)
          .ifPresent(i -> items.computeIfAbsent(i, key -> new java.util.ArrayList<>()).add(trial));
    }
    return items;
  }

  /** The item that a trial was about: of a child of a Map Run its run, else its step in the Map. */
  private static Optional<String> item(Trial trial) {
    return trial
        .call()
        .filter(
            call ->
                call.run().identity().mapRunArn().isPresent()
                    || call.call().step().id().frame().index() >= 0)
        .map(
            call ->
                call.run().identity().mapRunArn().map(arn -> call.run().name() + "/").orElse("")
                    + call.call().step().path());
  }

  private static int okItems(List<Trial> trials) {
    Set<String> paths = new HashSet<>();
    trials.forEach(trial -> item(trial).ifPresent(paths::add));
    return Math.max(
        paths.size(),
        trials.size() - (int) trials.stream().filter(t -> item(t).isPresent()).count());
  }

  /** The same content worked in another attempt or in the baseline: it is not the item. */
  private static boolean workedElsewhere(
      Situation situation, Set<String> failing, Weighing weighing) {
    Set<String> contents = new HashSet<>();
    situation.trials().failedInB().stream()
        .filter(trial -> item(trial).filter(failing::contains).isPresent())
        .forEach(trial -> content(trial).ifPresent(contents::add));
    List<Trial> worked =
        situation.trials().ok().stream()
            .filter(trial -> content(trial).filter(contents::contains).isPresent())
            .toList();
    if (worked.size() >= Math.max(1, contents.size() / 2)) {
      weighing.contradicts(4, "the same content worked in another attempt", Trials.refs(worked));
      return true;
    }
    return false;
  }

  private static Optional<String> content(Trial trial) {
    return trial.call().map(call -> call.call().attempt().input()).flatMap(Payload::text);
  }

  private static void repeated(
      Situation situation, List<Trial> failed, List<Trial> okHere, Weighing weighing) {
    Set<String> sandboxes = Follows.sandboxes(situation);
    Map<String, Long> tries = new TreeMap<>();
    failed.forEach(trial -> item(trial).ifPresent(i -> tries.merge(i, 1L, Long::sum)));
    boolean again = !tries.isEmpty() && tries.values().stream().allMatch(count -> count > 1);
    boolean shared =
        okHere.stream()
            .anyMatch(
                t ->
                    t.invocation()
                        .filter(i -> sandboxes.contains(i.place().stream().name()))
                        .isPresent());
    if (again && (sandboxes.size() > 1 || shared)) {
      weighing.crucial(3, "it failed in each of its attempts", Trials.refs(failed));
    } else if (shared) {
      weighing.supports(
          1, "other items worked in the very sandboxes in which it failed", Trials.refs(okHere));
    }
    if (!weighing.isCrucialSeen()) {
      weighing.wouldDecide(
          WouldDecide.experiment(
              "the item would fail again, and another would work in its place",
              "redrive the execution, or invoke the function with the failing item's input (not"
                  + " read-only)"));
    }
    if (Follows.age(situation) && Follows.apart(situation, "processAgeMs").isPresent()) {
      weighing.weakens(2, "the failures follow the age of the process", Trials.refs(failed));
    }
  }
}
