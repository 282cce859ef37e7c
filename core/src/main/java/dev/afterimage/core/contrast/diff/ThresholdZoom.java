// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import dev.afterimage.core.contrast.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a threshold exact: counts the numbers around it in ever finer steps, until the two that the
 * best threshold lies between are known.
 */
final class ThresholdZoom {
  private static final int MOST_PASSES = 8;

  private final Cohort cohort;
  private final Combination combination;
  private final List<Combination> without;

  ThresholdZoom(Cohort cohort, Combination combination, List<Combination> without) {
    this.cohort = cohort;
    this.combination = combination;
    this.without = without;
  }

  /** Returns the bounds of the threshold of a condition; none where it is no threshold. */
  Optional<Partition.Threshold> exact(int index) {
    Term term = combination.terms().get(index);
    if (term instanceof Term.Is) {
      return Optional.empty();
    }
    boolean above = term instanceof Term.AtLeast;
    List<Term> others = new ArrayList<>(combination.terms());
    others.remove(index);
    double cut = term instanceof Term.AtLeast atLeast ? atLeast.cut() : ((Term.Below) term).cut();
    // The neighbours of the cut are not known here; its own size is a reach that holds them.
    double reach = cut == 0 ? 1 : Math.abs(cut);
    Partition.Threshold found = new Partition.Threshold(cut - reach, cut + reach, above);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Steps steps =
          cohort.steps(
              new Steps.Request(
                  term.attribute(), found.from(), StrictMath.nextUp(found.to()), others, without));
      Optional<Bounds> bounds = best(steps, above);
      if (bounds.isEmpty()) {
        return Optional.of(found);
      }
      found = new Partition.Threshold(bounds.get().below(), bounds.get().atLeast(), above);
      if (bounds.get().exact()) {
        return Optional.of(found);
      }
      found = bounds.get().window(above);
    }
    return Optional.of(found);
  }

  /**
   * Where the best threshold lies.
   *
   * @param below the greatest number below it
   * @param atLeast the least number above it
   * @param low the least number of the step below it
   * @param high the greatest number of the step above it
   */
  private record Bounds(double below, double atLeast, double low, double high) {
    boolean exact() {
      return low == below && high == atLeast;
    }

    Partition.Threshold window(boolean above) {
      return new Partition.Threshold(low, high, above);
    }
  }

  private static Optional<Bounds> best(Steps steps, boolean above) {
    long failed = sum(steps.failed());
    long ok = sum(steps.ok());
    long failedBelow = 0;
    long okBelow = 0;
    int before = -1;
    double most = 0;
    Optional<Bounds> best = Optional.empty();
    for (int step = 0; step < Steps.SIZE; step++) {
      if (steps.isEmpty(step)) {
        continue;
      }
      if (before >= 0) {
        Counts counts =
            above
                ? new Counts(failed - failedBelow, ok - okBelow, failed, ok)
                : new Counts(failedBelow, okBelow, failed, ok);
        double score = counts.failsInside() ? counts.likelihoodRatio() : 0;
        if (score > most) {
          most = score;
          best = Optional.of(bounds(steps, before, step));
        }
      }
      failedBelow += steps.failed()[step];
      okBelow += steps.ok()[step];
      before = step;
    }
    return best;
  }

  /** The outer steps are not looked into: they reach to the ends of all numbers. */
  private static Bounds bounds(Steps steps, int before, int after) {
    double below = steps.most()[before];
    double atLeast = steps.least()[after];
    return new Bounds(
        below,
        atLeast,
        before == 0 ? below : steps.least()[before],
        after == Steps.SIZE - 1 ? atLeast : steps.most()[after]);
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
