// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.invocation.Invocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What the failures of a situation follow. */
public final class Follows {
  /** Two failures can follow anything by accident; from here on it is unlikely. */
  public static final double SIGNIFICANT = 0.05;

  private Follows() {}

  /** Whether failing and working processes are parted by their age, the old ones failing. */
  public static boolean age(Situation situation) {
    return situation
        .partition("processAgeMs")
        .filter(Partition::separates)
        .flatMap(Partition::threshold)
        .filter(Partition.Threshold::above)
        .isPresent();
  }

  /** Whether the failing invocations whose log is here all ran in warm processes. */
  public static boolean onlyWarm(Situation situation) {
    List<Trial> known = withColdKnown(situation);
    return !known.isEmpty() && known.stream().noneMatch(trial -> trial.cold().orElse(true));
  }

  /** Whether a failing invocation was the first of its process. */
  public static boolean alsoCold(Situation situation) {
    return withColdKnown(situation).stream().anyMatch(trial -> trial.cold().orElse(false));
  }

  private static List<Trial> withColdKnown(Situation situation) {
    return situation.trials().failedInB().stream()
        .filter(trial -> trial.cold().isPresent())
        .toList();
  }

  /** Returns the sandboxes that failing invocations ran in. */
  public static Set<String> sandboxes(Situation situation) {
    Set<String> names = new TreeSet<>();
    situation.trials().failedInB().stream()
        .flatMap(trial -> trial.invocation().stream())
        .map(Invocation::place)
        .forEach(place -> names.add(place.stream().name()));
    return names;
  }

  /** Returns the partition by an attribute where it parts all failures from all others. */
  public static Optional<Partition> apart(Situation situation, String attribute) {
    return situation
        .partition(attribute)
        .filter(Partition::separates)
        .filter(partition -> partition.pValue() <= SIGNIFICANT);
  }

  /** Whether every trial of the run under question that ended failed. */
  public static boolean allOfRun(Situation situation) {
    return situation.trials().ok(Trial.Side.B).isEmpty()
        && !situation.trials().failedInB().isEmpty();
  }

  /** Whether a partition only repeats which run it was. */
  public static boolean isOnlyTheRun(Partition partition) {
    return partition.collinearWith().contains("run");
  }
}
