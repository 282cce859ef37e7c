// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the candidates of one set of attributes: those with enough support that fail more often
 * than what is outside of them, and clearly more often than each combination of fewer of their
 * conditions. Of thresholds only the best is kept.
 */
final class CubeSearch {
  /** Below this chi-square no table is worth an exact test. */
  private static final double LEAST_CHI_SQUARE = 4;

  private final Cube cube;
  private final Encoding encoding;
  private final Limits limits;
  private final Map<Long, Candidate> best = new HashMap<>();

  /**
   * What a candidate must reach.
   *
   * @param support failed rows inside
   * @param riskRatio against what is outside
   * @param improvement chi-square against each combination with one condition fewer
   */
  record Limits(long support, double riskRatio, double improvement) {}

  private CubeSearch(Cube cube, Encoding encoding, Limits limits) {
    this.cube = cube;
    this.encoding = encoding;
    this.limits = limits;
  }

  static List<Candidate> search(Tally tally, Encoding encoding, Limits limits) {
    CubeSearch search = new CubeSearch(Cube.of(tally, encoding), encoding, limits);
    search.walk(new int[tally.set().length], 0);
    return new ArrayList<>(search.best.values());
  }

  private void walk(int[] terms, int axis) {
    for (int term = 0; term < cube.terms(axis); term++) {
      terms[axis] = term;
      if (axis + 1 < terms.length) {
        walk(terms, axis + 1);
      } else {
        visit(terms);
      }
    }
  }

  private void visit(int[] terms) {
    int place = cube.place(terms);
    if (cube.failed(place) < limits.support()) {
      return;
    }
    Counts counts = cube.counts(place);
    if (isClear(counts) && improves(terms, place)) {
      best.merge(
          kind(terms),
          Candidate.of(combination(terms), counts),
          (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
  }

  private boolean isClear(Counts counts) {
    return counts.failsInside()
        && counts.riskRatio() >= limits.riskRatio()
        && Counts.chiSquare(
                counts.failed(),
                counts.ok(),
                counts.failedOutside(),
                counts.knownOk() - counts.ok())
            >= LEAST_CHI_SQUARE;
  }

  /** Whether the rows fail more often than the other rows of every smaller combination. */
  private boolean improves(int[] terms, int place) {
    for (int axis = 0; axis < terms.length && terms.length > 1; axis++) {
      int parent = place + (cube.terms(axis) - terms[axis]) * cube.stride(axis);
      long failed = cube.failed(place);
      long ok = cube.ok(place);
      long otherFailed = cube.failed(parent) - failed;
      long otherOk = cube.ok(parent) - ok;
      boolean more = (double) failed * otherOk > (double) otherFailed * ok;
      if (!more || Counts.chiSquare(failed, ok, otherFailed, otherOk) < limits.improvement()) {
        return false;
      }
    }
    return true;
  }

  /** Conditions that differ in nothing but the cut of a threshold are of one kind. */
  private long kind(int[] terms) {
    long kind = 0;
    for (int axis = 0; axis < terms.length; axis++) {
      boolean threshold = encoding.codings().get(cube.set()[axis]) instanceof Encoding.Cuts;
      kind = kind * 1000 + (threshold ? terms[axis] % 2 : terms[axis]);
    }
    return kind;
  }

  private Combination combination(int[] terms) {
    List<Term> conditions = new ArrayList<>();
    for (int axis = 0; axis < terms.length; axis++) {
      conditions.add(encoding.term(cube.set()[axis], terms[axis]));
    }
    return new Combination(conditions);
  }
}
