// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import dev.afterimage.core.contrast.Partition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tells causes from their shadows: takes the clearest combination, leaves out the rows inside of
 * it, and looks again, until the rest of the rows shows nothing. What was clear before and is not
 * any more is folded into what explained it.
 */
final class Cover {
  private static final int MOST_FINDINGS = 20;
  private static final int MOST_FOLDED = 5;

  private final Cohort cohort;
  private final DiffOptions options;
  private final long support;

  Cover(Cohort cohort, DiffOptions options, long support) {
    this.cohort = cohort;
    this.options = options;
    this.support = support;
  }

  List<Finding> findings(List<Tested> tested) {
    List<Tested> chosen = new ArrayList<>();
    List<Tested> left = tested.stream().sorted().limit(options.kept()).toList();
    List<Tested> all = left;
    while (!left.isEmpty() && chosen.size() < MOST_FINDINGS) {
      left = clear(left, combinations(chosen));
      if (!left.isEmpty()) {
        chosen.add(left.get(0));
        left = left.subList(1, left.size());
      }
    }
    List<List<Finding.Folded>> folded = fold(all, chosen);
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      List<Combination> others = new ArrayList<>(combinations(chosen));
      others.remove(i);
      findings.add(exact(chosen.get(i), others, folded.get(i)));
    }
    return findings;
  }

  private static List<Combination> combinations(List<Tested> tested) {
    return tested.stream().map(Tested::combination).toList();
  }

  /**
   * Returns what is still clear among the rows outside of some combinations, by its score there.
   */
  private List<Tested> clear(List<Tested> tested, List<Combination> without) {
    List<Counts> rest = cohort.count(combinations(tested), without);
    List<Rescored> clear = new ArrayList<>();
    for (int i = 0; i < rest.size(); i++) {
      Counts counts = rest.get(i);
      if (isClear(tested.get(i), counts)) {
        clear.add(new Rescored(tested.get(i), counts.likelihoodRatio()));
      }
    }
    return clear.stream()
        .sorted(
            Comparator.comparingDouble((Rescored r) -> -r.score())
                .thenComparing(r -> r.tested().combination()))
        .map(Rescored::tested)
        .toList();
  }

  private record Rescored(Tested tested, double score) {}

  private boolean isClear(Tested tested, Counts counts) {
    return counts.failed() >= support
        && counts.failsInside()
        && counts.riskRatio() >= options.riskRatio()
        && tested.logP(counts) + tested.logTried() <= StrictMath.log(options.q());
  }

  /** Gives each combination that was not chosen to the chosen one that shares most failures. */
  private List<List<Finding.Folded>> fold(List<Tested> all, List<Tested> chosen) {
    List<List<Finding.Folded>> folded = new ArrayList<>();
    List<Tested> others = all.stream().filter(tested -> !chosen.contains(tested)).toList();
    List<Finding.Folded> nearest = new ArrayList<>();
    int[] owner = new int[others.size()];
    for (int c = 0; c < chosen.size(); c++) {
      folded.add(new ArrayList<>());
      List<Counts> rest = cohort.count(combinations(others), List.of(chosen.get(c).combination()));
      for (int i = 0; i < others.size(); i++) {
        Counts counts = others.get(i).candidate().counts();
        long shared = Math.max(0, counts.failed() - rest.get(i).failed());
        Finding.Folded here = new Finding.Folded(others.get(i).combination(), counts, shared);
        if (c == 0) {
          nearest.add(here);
        } else if (shared > nearest.get(i).shared()) {
          nearest.set(i, here);
          owner[i] = c;
        }
      }
    }
    for (int i = 0; i < nearest.size(); i++) {
      folded.get(owner[i]).add(nearest.get(i));
    }
    return folded.stream().map(Cover::nearestFirst).toList();
  }

  private static List<Finding.Folded> nearestFirst(List<Finding.Folded> folded) {
    return folded.stream()
        .filter(other -> 2 * other.shared() >= other.counts().failed())
        .sorted(
            Comparator.comparingDouble((Finding.Folded f) -> -f.counts().likelihoodRatio())
                .thenComparing(Finding.Folded::combination))
        .limit(MOST_FOLDED)
        .toList();
  }

  /** Makes the thresholds exact, one after the other, with the rows of other findings left out. */
  private Finding exact(Tested tested, List<Combination> without, List<Finding.Folded> folded) {
    Combination combination = tested.combination();
    Map<Integer, Partition.Threshold> thresholds = new TreeMap<>();
    for (int i = 0; i < combination.terms().size(); i++) {
      Optional<Partition.Threshold> threshold =
          new ThresholdZoom(cohort, combination, without).exact(i);
      if (threshold.isPresent()) {
        int attribute = combination.terms().get(i).attribute();
        thresholds.put(attribute, threshold.get());
        double cut = threshold.get().to();
        combination =
            combination.with(
                i,
                threshold.get().above()
                    ? new Term.AtLeast(attribute, cut)
                    : new Term.Below(attribute, cut));
      }
    }
    Counts counts = cohort.count(List.of(combination), List.of()).get(0);
    return new Finding(combination, thresholds, counts, tested.proof(), folded);
  }
}
