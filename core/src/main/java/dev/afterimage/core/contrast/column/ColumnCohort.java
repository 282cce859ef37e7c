// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.core.contrast.diff.Cohort;
import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Moments;
import dev.afterimage.core.contrast.diff.Profile;
import dev.afterimage.core.contrast.diff.Steps;
import dev.afterimage.core.contrast.diff.Tally;
import dev.afterimage.core.contrast.diff.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A cohort in memory: a column for each attribute, the failed rows before the succeeded ones. */
public final class ColumnCohort implements Cohort {
  /** Rows whose bits are looked at together; a multiple of 64. */
  private static final int BLOCK = 1 << 16;

  /** Cells that one pass counts: they stay in the cache of a processor. */
  private static final int MOST_CELLS = 1 << 15;

  private static final int ROWS_FOR_A_CELL = 16;

  private final List<Attribute> attributes;
  private final Column[] columns;
  private final int[] clusters;
  private final int failed;
  private final int rows;
  private final int threads;
  private final TermBits bits;

  ColumnCohort(
      List<Attribute> attributes, Column[] columns, int[] clusters, Outcome outcome, int threads) {
    this.attributes = List.copyOf(attributes);
    this.columns = columns;
    this.clusters = clusters;
    this.failed = outcome.failed();
    this.rows = outcome.rows();
    this.threads = threads;
    this.bits = new TermBits(columns, outcome.rows());
  }

  /** How many rows there are, and how many of them failed. */
  record Outcome(int failed, int rows) {}

  /** Starts a cohort with these attributes. */
  public static CohortBuilder builder(List<Attribute> attributes) {
    return new CohortBuilder(attributes);
  }

  @Override
  public List<Attribute> attributes() {
    return attributes;
  }

  @Override
  public Profile profile() {
    Profile profile = Profile.empty(attributes.size());
    profile.rows()[0] = failed;
    profile.rows()[1] = (long) rows - failed;
    Parts.map(
        columns.length,
        threads,
        i -> {
          columns[i].profile(profile, i, failed);
          return i;
        });
    return profile;
  }

  @Override
  public void tally(Encoding encoding, List<int[]> sets, Consumer<Tally> sink) {
    List<DenseColumn> encoded =
        Parts.map(
            columns.length,
            threads,
            i -> DenseColumn.of(columns[i].encode(encoding.codings().get(i))));
    DenseColumn[] dense = encoded.toArray(new DenseColumn[0]);
    int[] sizes = encoded.stream().mapToInt(DenseColumn::size).toArray();
    // Summing cells up must stay cheap beside the pass over the rows.
    List<CellPlan.Pass> passes =
        CellPlan.of(sets, sizes, Math.min(MOST_CELLS, rows / ROWS_FOR_A_CELL));
    CellCounter counter = new CellCounter(dense, encoding, failed);
    Parts.map(
        passes.size(),
        threads,
        i -> {
          counter.count(passes.get(i), rows, sink);
          return i;
        });
  }

  private int blocks() {
    return Math.max(1, (rows + BLOCK - 1) / BLOCK);
  }

  private RowMasks masks(int block) {
    return new RowMasks(bits, block * BLOCK, Math.min(rows, (block + 1) * BLOCK));
  }

  @Override
  public List<Counts> count(List<Combination> combinations, List<Combination> without) {
    match(combinations);
    match(without);
    List<long[]> parts = Parts.map(blocks(), threads, block -> count(block, combinations, without));
    long[] sums = new long[4 * combinations.size()];
    for (long[] part : parts) {
      Arrays.setAll(sums, i -> sums[i] + part[i]);
    }
    List<Counts> counts = new ArrayList<>();
    for (int i = 0; i < sums.length; i += 4) {
      counts.add(new Counts(sums[i], sums[i + 1], sums[i + 2], sums[i + 3]));
    }
    return counts;
  }

  /** Matches the conditions before the blocks ask for them, each on one thread. */
  private void match(List<Combination> combinations) {
    List<Term> terms = combinations.stream().flatMap(c -> c.terms().stream()).distinct().toList();
    Parts.map(terms.size(), threads, i -> bits.matched(terms.get(i)));
  }

  private long[] count(int block, List<Combination> combinations, List<Combination> without) {
    RowMasks masks = masks(block);
    long[] allowed = masks.outsideOf(without);
    long[] ofFailed = failedIn(block, masks.all());
    long[] sums = new long[4 * combinations.size()];
    for (int i = 0; i < combinations.size(); i++) {
      long[] known = allowed.clone();
      masks.known(combinations.get(i).terms(), known);
      long[] inside = known.clone();
      masks.inside(combinations.get(i).terms(), inside);
      for (int word = 0; word < known.length; word++) {
        int failedInside = Long.bitCount(inside[word] & ofFailed[word]);
        int failedKnown = Long.bitCount(known[word] & ofFailed[word]);
        sums[4 * i] += failedInside;
        sums[4 * i + 1] += Long.bitCount(inside[word]) - failedInside;
        sums[4 * i + 2] += failedKnown;
        sums[4 * i + 3] += Long.bitCount(known[word]) - failedKnown;
      }
    }
    return sums;
  }

  /** Leaves the bits of the failed rows of a block, which stand first. */
  private long[] failedIn(int block, long[] bits) {
    int here = Math.max(0, Math.min(bits.length * 64, failed - block * BLOCK));
    for (int word = 0; word < bits.length; word++) {
      int left = here - word * 64;
      bits[word] &= left >= 64 ? -1L : left <= 0 ? 0L : (1L << left) - 1;
    }
    return bits;
  }

  @Override
  public List<Moments> moments(List<Combination> combinations) {
    if (clusters.length == 0) {
      return combinations.stream().map(combination -> Moments.none()).toList();
    }
    ClusterSums sums = new ClusterSums(this);
    return Parts.map(combinations.size(), threads, i -> sums.of(combinations.get(i)));
  }

  int[] clusters() {
    return clusters;
  }

  /** Calls back for each block of rows with the rows that know and that meet a combination. */
  void walk(Combination combination, BlockVisitor visitor) {
    for (int block = 0; block < blocks(); block++) {
      RowMasks masks = masks(block);
      long[] known = masks.all();
      masks.known(combination.terms(), known);
      long[] inside = known.clone();
      masks.inside(combination.terms(), inside);
      visitor.visit(block * BLOCK, known, inside);
    }
  }

  /** Takes the bits of one block. */
  interface BlockVisitor {
    void visit(int from, long[] known, long[] inside);
  }

  boolean isFailed(int row) {
    return row < failed;
  }

  @Override
  public Steps steps(Steps.Request request) {
    List<Steps> parts = Parts.map(blocks(), threads, block -> steps(block, request));
    Steps sum = Steps.empty();
    parts.forEach(sum::add);
    return sum;
  }

  private Steps steps(int block, Steps.Request request) {
    Steps steps = Steps.empty();
    RowMasks masks = masks(block);
    long[] bits = masks.outsideOf(request.without());
    masks.inside(request.inside(), bits);
    double[] values = ((NumberColumn) columns[request.attribute()]).values();
    for (int word = 0; word < bits.length; word++) {
      for (long rest = bits[word]; rest != 0; rest &= rest - 1) {
        int row = block * BLOCK + (word << 6) + Long.numberOfTrailingZeros(rest);
        if (!Double.isNaN(values[row])) {
          steps.add(request.step(values[row]), values[row], row < failed);
        }
      }
    }
    return steps;
  }
}
