// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Searches the threshold that parts failed from succeeded numbers best, by chi-square. */
final class ThresholdSearch {
  private final Side failed = new Side();
  private final Side ok = new Side();
  private final TreeSet<Double> edges = new TreeSet<>();

  void add(Observation.Interval number, boolean hasFailed) {
    (hasFailed ? failed : ok).add(number);
    edges.add(number.least());
    if (number.most() < Double.POSITIVE_INFINITY) {
      edges.add(number.most());
    }
  }

  /** Returns how many thresholds there were to choose from. */
  int tried() {
    return Math.max(1, edges.size() - 1);
  }

  /** Returns the best threshold, with the side that fails more often as its inside. */
  Optional<Partition.Threshold> best() {
    failed.sort();
    ok.sort();
    List<Double> sorted = new ArrayList<>(edges);
    Optional<Partition.Threshold> best = Optional.empty();
    double most = 0;
    for (int i = 0; i + 1 < sorted.size(); i++) {
      double from = sorted.get(i);
      double to = sorted.get(i + 1);
      Table above = new Table(failed.above(to), failed.below(from), ok.above(to), ok.below(from));
      if (above.chiSquare() > most) {
        most = above.chiSquare();
        boolean failsAbove =
            (double) above.failedInside() * above.okOutside()
                > (double) above.failedOutside() * above.okInside();
        best = Optional.of(new Partition.Threshold(from, to, failsAbove));
      }
    }
    return best;
  }

  /** The bounds of the numbers on one side of the outcome. */
  private static final class Side {
    private final List<Double> least = new ArrayList<>();
    private final List<Double> most = new ArrayList<>();

    void add(Observation.Interval number) {
      least.add(number.least());
      most.add(number.most());
    }

    void sort() {
      Collections.sort(least);
      Collections.sort(most);
    }

    /** How many are surely at or above an edge. */
    int above(double edge) {
      return least.size() - firstAtLeast(least, edge);
    }

    /** How many are surely at or below an edge. */
    int below(double edge) {
      return firstAtLeast(most, StrictMath.nextUp(edge));
    }

    private static int firstAtLeast(List<Double> sorted, double edge) {
      int low = 0;
      int high = sorted.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted.get(middle) >= edge) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      return low;
    }
  }
}
