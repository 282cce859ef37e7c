// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.util.Comparator;

/** A combination that parts failed from succeeded rows, with its table. */
public record Candidate(Combination combination, Counts counts, double score)
    implements Comparable<Candidate> {
  private static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble((Candidate c) -> -c.score).thenComparing(Candidate::combination);

  /** Returns a candidate scored by its likelihood ratio. */
  public static Candidate of(Combination combination, Counts counts) {
    return new Candidate(combination, counts, counts.likelihoodRatio());
  }

  /** Sorts the clearest first, then the smaller. */
  @Override
  public int compareTo(Candidate other) {
    return ORDER.compare(this, other);
  }
}
