// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import dev.afterimage.core.contrast.diff.Candidate;
import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operator is defined to find, from unpruned counts: of every combination of values and
 * thresholds that has the support and fails clearly more often than what it is held against, the
 * best of its kind.
 */
final class PlainRank {
  private final PlainCount.Cells cells;
  private final List<List<Axis>> axes = new ArrayList<>();
  private final Encoding encoding;
  private final Limits limits;
  private final Map<String, Candidate> best = new HashMap<>();

  /** What a combination must reach, by the operator's definition. */
  record Limits(long support, double riskRatio, double chiSquare, double improvement) {}

  /** A condition on one attribute: the codes from one to another that meet it. */
  private record Axis(String kind, int from, int to, Term term) {}

  private PlainRank(PlainCount count, PlainCount.Cells cells, Encoding encoding, Limits limits) {
    this.cells = cells;
    this.encoding = encoding;
    this.limits = limits;
    for (int attribute : cells.set()) {
      axes.add(axes(attribute, count.size(attribute)));
    }
    this.sizes = java.util.Arrays.stream(cells.set()).map(count::size).toArray();
  }

  private final int[] sizes;

  static List<Candidate> candidates(
      PlainCount count, PlainCount.Cells cells, Encoding encoding, Limits limits) {
    PlainRank rank = new PlainRank(count, cells, encoding, limits);
    rank.walk(new ArrayList<>());
    return List.copyOf(rank.best.values());
  }

  private List<Axis> axes(int attribute, int size) {
    List<Axis> all = new ArrayList<>();
    for (int code = 0; code < size; code++) {
      if (!PlainCount.isNumber(attribute)) {
        String value = BenchRows.name(attribute, code);
        all.add(new Axis(value, code, code + 1, new Term.Is(attribute, value)));
      } else if (code > 0) {
        double cut = ((Encoding.Cuts) encoding.codings().get(attribute)).cuts()[code - 1];
        all.add(new Axis("above", code, size, new Term.AtLeast(attribute, cut)));
        all.add(new Axis("below", 0, code, new Term.Below(attribute, cut)));
      }
    }
    return all;
  }

  private void walk(List<Axis> chosen) {
    if (chosen.size() == axes.size()) {
      visit(chosen);
      return;
    }
    for (Axis axis : axes.get(chosen.size())) {
      List<Axis> more = new ArrayList<>(chosen);
      more.add(axis);
      walk(more);
    }
  }

  private void visit(List<Axis> chosen) {
    long failed = sum(cells.failed(), chosen, -1);
    if (failed < limits.support()) {
      return;
    }
    long ok = sum(cells.ok(), chosen, -1);
    Counts counts =
        new Counts(
            failed,
            ok,
            java.util.Arrays.stream(cells.failed()).asLongStream().sum(),
            java.util.Arrays.stream(cells.ok()).asLongStream().sum());
    boolean clear =
        counts.failsInside()
            && counts.riskRatio() >= limits.riskRatio()
            && chiSquare(failed, ok, counts.failedOutside(), counts.knownOk() - ok)
                >= limits.chiSquare();
    if (clear && improves(chosen, failed, ok)) {
      List<Term> terms = chosen.stream().map(Axis::term).toList();
      String kind = chosen.stream().map(Axis::kind).toList().toString();
      best.merge(
          kind,
          Candidate.of(new Combination(terms), counts),
          (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
  }

  private boolean improves(List<Axis> chosen, long failed, long ok) {
    for (int open = 0; open < chosen.size() && chosen.size() > 1; open++) {
      long otherFailed = sum(cells.failed(), chosen, open) - failed;
      long otherOk = sum(cells.ok(), chosen, open) - ok;
      boolean more = (double) failed * otherOk > (double) otherFailed * ok;
      if (!more || chiSquare(failed, ok, otherFailed, otherOk) < limits.improvement()) {
        return false;
      }
    }
    return true;
  }

  /** Sums the cells that meet every condition but the one at {@code open}. */
  private long sum(int[] counts, List<Axis> chosen, int open) {
    return sum(counts, chosen, open, 0, 0);
  }

  private long sum(int[] counts, List<Axis> chosen, int open, int axis, int cell) {
    if (axis == chosen.size()) {
      return counts[cell];
    }
    int from = axis == open ? 0 : chosen.get(axis).from();
    int to = axis == open ? sizes[axis] : chosen.get(axis).to();
    long sum = 0;
    for (int code = from; code < to; code++) {
      sum += sum(counts, chosen, open, axis + 1, cell * sizes[axis] + code);
    }
    return sum;
  }

  private static double chiSquare(long failedIn, long okIn, long failedOut, long okOut) {
    double a = (double) failedIn;
    double b = (double) okIn;
    double c = (double) failedOut;
    double d = (double) okOut;
    double cross = a * d - c * b;
    double margins = (a + c) * (b + d) * (a + b) * (c + d);
    return margins == 0 ? 0 : cross * cross * (a + b + c + d) / margins;
  }
}
