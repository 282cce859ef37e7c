// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.Partition;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A combination of conditions that the failures follow.
 *
 * @param thresholds of each number in it, by attribute: any threshold between its bounds parts
 *     alike
 * @param counts over all rows
 * @param proof that it is no chance
 * @param folded other combinations that hold for much the same failures, the nearest first
 */
public record Finding(
    Combination combination,
    Map<Integer, Partition.Threshold> thresholds,
    Counts counts,
    Proof proof,
    List<Folded> folded) {

  /**
   * How sure it is.
   *
   * @param logP natural logarithm of the p-value of an exact one-sided test
   * @param q the p-value, corrected for everything that was tried; of the threshold as it was
   *     tried, before it was made exact
   * @param designEffect how many rows count as one independent row
   */
  public record Proof(double logP, double q, double designEffect) {}

  /**
   * A combination that adds nothing.
   *
   * @param counts over all rows
   * @param shared how many of its failed rows the finding holds for too
   */
  public record Folded(Combination combination, Counts counts, long shared) {}

  public Finding {
    requireNonNull(combination, "combination is null");
    thresholds = Collections.unmodifiableMap(new TreeMap<>(thresholds));
    requireNonNull(counts, "counts is null");
    requireNonNull(proof, "proof is null");
    folded = List.copyOf(folded);
  }
}
