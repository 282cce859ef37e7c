// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which attributes are counted together: one pass over the rows counts the cells of several
 * attributes, and the counts of every set among them are sums of these.
 */
final class CellPlan {
  private final int[] sizes;
  private final long mostCells;

  private CellPlan(int[] sizes, long mostCells) {
    this.sizes = sizes;
    this.mostCells = mostCells;
  }

  /**
   * Attributes that are counted in one pass.
   *
   * @param attributes ascending
   * @param sets those that are summed up from its cells
   */
  @SuppressWarnings("ArrayRecordComponent") // read in place, never compared
  record Pass(int[] attributes, List<int[]> sets) {}

  /**
   * Plans passes that cover all sets.
   *
   * @param sizes how many codes each attribute has
   * @param mostCells how many cells a pass may count, unless a set alone has more
   */
  static List<Pass> of(List<int[]> sets, int[] sizes, long mostCells) {
    return new CellPlan(sizes, mostCells).passes(sets);
  }

  /** The largest sets first: they decide what fits, and smaller ones come along. */
  private List<Pass> passes(List<int[]> sets) {
    List<int[]> left = new ArrayList<>(sets);
    left.sort((a, b) -> Long.compare(cells(b), cells(a)));
    List<Pass> passes = new ArrayList<>();
    while (!left.isEmpty()) {
      BitSet together = bits(left.get(0));
      for (int more = best(together, left); more >= 0; more = best(together, left)) {
        together.set(more);
      }
      List<int[]> covered = covered(together, left);
      left.removeAll(covered);
      passes.add(new Pass(together.stream().toArray(), covered));
    }
    return passes;
  }

  private long cells(int[] set) {
    long cells = 1;
    for (int attribute : set) {
      cells *= sizes[attribute];
    }
    return cells;
  }

  private static BitSet bits(int[] set) {
    BitSet bits = new BitSet();
    Arrays.stream(set).forEach(bits::set);
    return bits;
  }

  private static List<int[]> covered(BitSet together, List<int[]> sets) {
    return sets.stream().filter(set -> Arrays.stream(set).allMatch(together::get)).toList();
  }

  /** Returns the attribute that covers most sets for its size; -1 where none fits or helps. */
  private int best(BitSet together, List<int[]> left) {
    long cells = cells(together.stream().toArray());
    int before = covered(together, left).size();
    int best = -1;
    double most = 0;
    for (int attribute = 0; attribute < sizes.length; attribute++) {
      if (!together.get(attribute) && cells * sizes[attribute] <= mostCells) {
        together.set(attribute);
        double gain = covered(together, left).size() - before;
        together.clear(attribute);
        double worth = gain / StrictMath.log(sizes[attribute] + 1.0);
        if (worth > most) {
          most = worth;
          best = attribute;
        }
      }
    }
    return best;
  }
}
