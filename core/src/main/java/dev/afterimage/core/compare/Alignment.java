// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import dev.afterimage.core.history.Step;
import java.util.List;
import java.util.Optional;

/**
 * The steps of two runs, side by side.
 *
 * @param pairs in the order of the run under question, with the baseline's own steps in between
 * @param items how the items of each Map were paired
 */
public record Alignment(List<StepPair> pairs, List<ItemPairing> items) {

  /** Two steps that are the same visit of the same state; one where the other run has none. */
  public record StepPair(Optional<Step> a, Optional<Step> b) {
    public StepPair {
      if (a.isEmpty() && b.isEmpty()) {
        throw new IllegalArgumentException("a pair needs a step");
      }
    }

    /** Returns the path in the run under question, else in the baseline. */
    public String path() {
      return b.or(() -> a).orElseThrow().path();
    }
  }

  /**
   * How the items of one Map were paired.
   *
   * @param path the Map step's path
   * @param by {@code content}, {@code position}, or the JSON Pointer of the key field
   * @param paired how many items have a partner
   */
  public record ItemPairing(String path, String by, int paired) {}

  public Alignment {
    pairs = List.copyOf(pairs);
    items = List.copyOf(items);
  }
}
