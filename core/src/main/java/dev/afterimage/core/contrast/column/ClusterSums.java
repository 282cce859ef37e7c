// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Moments;

/** The counts of one combination, cluster by cluster. */
final class ClusterSums {
  private ClusterSums() {}

  static Moments of(ColumnCohort cohort, Combination combination) {
    int[] clusters = cohort.clusters();
    int most = -1;
    for (int cluster : clusters) {
      most = Math.max(most, cluster);
    }
    int[] counts = new int[Moments.SIZE * (most + 1)];
    cohort.walk(
        combination,
        (from, known, inside) -> {
          for (int word = 0; word < known.length; word++) {
            for (long rest = known[word]; rest != 0; rest &= rest - 1) {
              int bit = Long.numberOfTrailingZeros(rest);
              int row = from + (word << 6) + bit;
              boolean isInside = (inside[word] >>> bit & 1) != 0;
              add(counts, Moments.SIZE * clusters[row], isInside, cohort.isFailed(row));
            }
          }
        });
    Moments moments = Moments.none();
    long[] cluster = new long[Moments.SIZE];
    for (int i = 0; i < counts.length; i += Moments.SIZE) {
      for (int j = 0; j < Moments.SIZE; j++) {
        cluster[j] = counts[i + j];
      }
      moments.add(cluster);
    }
    return moments;
  }

  private static void add(int[] counts, int at, boolean inside, boolean failed) {
    counts[at]++;
    counts[at + 1] += inside ? 1 : 0;
    counts[at + 2] += failed ? 1 : 0;
    counts[at + 3] += inside && failed ? 1 : 0;
  }
}
