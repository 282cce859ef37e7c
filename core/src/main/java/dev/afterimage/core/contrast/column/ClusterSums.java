// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Moments;
import java.util.Arrays;

/**
 * The counts of one combination, cluster by cluster. The rows and the failed rows of a cluster are
 * the same for all combinations of attributes that every row has: they are counted once, and of a
 * combination only the rows inside of it.
 */
final class ClusterSums {
  private final ColumnCohort cohort;
  private final int[] rows;
  private final int[] failed;

  ClusterSums(ColumnCohort cohort) {
    this.cohort = cohort;
    int most = Arrays.stream(cohort.clusters()).max().orElse(-1);
    this.rows = new int[most + 1];
    this.failed = new int[most + 1];
    for (int row = 0; row < cohort.clusters().length; row++) {
      rows[cohort.clusters()[row]]++;
      failed[cohort.clusters()[row]] += cohort.isFailed(row) ? 1 : 0;
    }
  }

  Moments of(Combination combination) {
    int[] known = rows.clone();
    int[] knownFailed = failed.clone();
    int[] inside = new int[rows.length];
    int[] insideFailed = new int[rows.length];
    cohort.walk(
        combination,
        (from, ofKnown, ofInside) -> {
          int end = Math.min(cohort.clusters().length, from + (ofKnown.length << 6));
          for (int word = 0; word < ofKnown.length; word++) {
            int first = from + (word << 6);
            int here = Math.min(64, end - first);
            long all = here == 64 ? -1L : (1L << here) - 1;
            count(first, all & ~ofKnown[word], -1, known, knownFailed);
            count(first, ofInside[word], 1, inside, insideFailed);
          }
        });
    Moments moments = Moments.none();
    for (int i = 0; i < rows.length; i++) {
      moments.add(new long[] {known[i], inside[i], knownFailed[i], insideFailed[i]});
    }
    return moments;
  }

  /** Adds a number for each bit of a word of rows to the counts of its cluster. */
  private void count(int first, long bits, int each, int[] ofAll, int[] ofFailed) {
    for (long rest = bits; rest != 0; rest &= rest - 1) {
      int row = first + Long.numberOfTrailingZeros(rest);
      ofAll[cohort.clusters()[row]] += each;
      ofFailed[cohort.clusters()[row]] += cohort.isFailed(row) ? each : 0;
    }
  }
}
