// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.data;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Follows;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The same input, code, configuration and age gave different outcomes: chance, by exclusion. */
public final class Nondeterminism implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "nondeterminism",
          "The same input gives different outcomes",
          Cause.Role.GENERIC,
          "The same content failed and worked under equal conditions, and no attribute parts the two.",
          new Cause.Remedy(
              "Validate what is random, fix its seed, and retry",
              "a draw that fails once works the next time"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (!OwnError.isOwn(situation)) {
      Claims.otherError(situation, weighing, "one that the function's own code raised");
      return;
    }
    Optional<Partition> parts =
        situation.partitions().stream()
            .filter(partition -> !partition.attribute().equals("item"))
            .filter(p -> p.separates() && p.pValue() <= Follows.SIGNIFICANT)
            .findFirst();
    List<Trial> failed = situation.trials().failedInB();
    if (parts.isPresent()) {
      weighing.contradicts(
          3, "the outcomes are parted by " + parts.get().attribute(), Trials.refs(failed));
      return;
    }
    List<Trial> same = sameContentWorked(situation, failed);
    if (!same.isEmpty() && !situation.trials().ok(Trial.Side.B).isEmpty()) {
      weighing.crucial(2.5, "the same content worked under equal conditions", Trials.refs(same));
    }
    if (!soFar.nothingElseIsOpen() || !situation.hasFailingLogs()) {
      weighing.holdBack();
    }
  }

  private static List<Trial> sameContentWorked(Situation situation, List<Trial> failed) {
    Set<String> contents = new HashSet<>();
    failed.forEach(
        t -> t.call().flatMap(c -> c.call().attempt().input().text()).ifPresent(contents::add));
    return situation.trials().ok().stream()
        .filter(
            t ->
                t.call()
                    .flatMap(call -> call.call().attempt().input().text())
                    .filter(contents::contains)
                    .isPresent())
        .toList();
  }
}
