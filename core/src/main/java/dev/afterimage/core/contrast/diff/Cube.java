// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

/**
 * A tally, summed up to conditions: along each attribute one place for each condition, and a last
 * one for every row that has the attribute at all.
 */
final class Cube {
  private final int[] set;
  private final int[] size;
  private final long[] failed;
  private final long[] ok;

  private Cube(int[] set, int[] size, long[] failed, long[] ok) {
    this.set = set;
    this.size = size;
    this.failed = failed;
    this.ok = ok;
  }

  static Cube of(Tally tally, Encoding encoding) {
    int[] set = tally.set();
    int[] size = new int[set.length];
    for (int axis = 0; axis < set.length; axis++) {
      size[axis] = encoding.codings().get(set[axis]).terms() + 1;
    }
    return new Cube(
        set, size, summed(tally.failed(), set, encoding), summed(tally.ok(), set, encoding));
  }

  private static long[] summed(int[] cells, int[] set, Encoding encoding) {
    long[] sums = new long[cells.length];
    for (int i = 0; i < cells.length; i++) {
      sums[i] = cells[i];
    }
    int inner = cells.length;
    int outer = 1;
    for (int attribute : set) {
      Encoding.Coding coding = encoding.codings().get(attribute);
      inner /= coding.size();
      sums = along(sums, outer, inner, coding);
      outer *= coding.terms() + 1;
    }
    return sums;
  }

  /** Sums along one axis; {@code outer} cells stand before it and {@code inner} ones behind it. */
  private static long[] along(long[] cells, int outer, int inner, Encoding.Coding coding) {
    int places = coding.terms() + 1;
    long[] sums = new long[outer * places * inner];
    for (int o = 0; o < outer; o++) {
      int from = o * coding.size() * inner;
      int to = o * places * inner;
      for (int i = 0; i < inner; i++) {
        if (coding instanceof Encoding.Cuts) {
          thresholds(cells, from + i, sums, to + i, inner, coding.size());
        } else {
          values(cells, from + i, sums, to + i, inner, coding.size());
        }
      }
    }
    return sums;
  }

  private static void values(long[] cells, int from, long[] sums, int to, int inner, int codes) {
    long all = cells[from + Encoding.RARE * inner];
    for (int code = 2; code < codes; code++) {
      long count = cells[from + code * inner];
      sums[to + (code - 2) * inner] = count;
      all += count;
    }
    sums[to + (codes - 2) * inner] = all;
  }

  private static void thresholds(
      long[] cells, int from, long[] sums, int to, int inner, int codes) {
    long all = 0;
    for (int code = 1; code < codes; code++) {
      all += cells[from + code * inner];
    }
    long below = 0;
    for (int cut = 0; cut < codes - 2; cut++) {
      below += cells[from + (cut + 1) * inner];
      sums[to + 2 * cut * inner] = all - below;
      sums[to + (2 * cut + 1) * inner] = below;
    }
    sums[to + 2 * (codes - 2) * inner] = all;
  }

  int[] set() {
    return set;
  }

  /** Returns how many conditions there are on an axis. */
  int terms(int axis) {
    return size[axis] - 1;
  }

  /** Returns the place of one condition on each axis; an axis's last place is no condition. */
  int place(int[] terms) {
    int place = 0;
    for (int axis = 0; axis < size.length; axis++) {
      place = place * size[axis] + terms[axis];
    }
    return place;
  }

  /** Returns how far the places of neighbours on an axis are apart. */
  int stride(int axis) {
    int stride = 1;
    for (int i = size.length - 1; i > axis; i--) {
      stride *= size[i];
    }
    return stride;
  }

  long failed(int place) {
    return failed[place];
  }

  long ok(int place) {
    return ok[place];
  }

  /** Returns the table of a place, over all rows that have every attribute. */
  Counts counts(int place) {
    int last = failed.length - 1;
    return new Counts(failed[place], ok[place], failed[last], ok[last]);
  }
}
