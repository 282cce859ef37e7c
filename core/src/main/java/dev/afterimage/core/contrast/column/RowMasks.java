// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Term;
import java.util.Arrays;
import java.util.List;

/** Bits of one block of rows: which meet conditions, and which have their attributes. */
final class RowMasks {
  private final TermBits bits;
  private final int from;
  private final int to;

  /**
   * Creates the masks of the rows from {@code from}, a multiple of 64, on, before {@code to}.
   *
   * @param bits what is known of all rows
   */
  RowMasks(TermBits bits, int from, int to) {
    this.bits = bits;
    this.from = from;
    this.to = to;
  }

  /** Returns a bit for every row. */
  long[] all() {
    long[] mask = new long[(to - from + 63) >> 6];
    Arrays.fill(mask, -1L);
    int over = (to - from) & 63;
    if (over > 0) {
      mask[mask.length - 1] = (1L << over) - 1;
    }
    return mask;
  }

  /** Takes the rows out of a mask that do not meet every condition. */
  void inside(List<Term> terms, long[] mask) {
    terms.forEach(term -> and(mask, bits.matched(term)));
  }

  /** Takes the rows out of a mask that lack an attribute of a condition. */
  void known(List<Term> terms, long[] mask) {
    terms.forEach(term -> and(mask, bits.known(term.attribute())));
  }

  /** Returns the rows that are inside of none of some combinations. */
  long[] outsideOf(List<Combination> combinations) {
    long[] mask = all();
    for (Combination combination : combinations) {
      long[] inside = all();
      inside(combination.terms(), inside);
      for (int i = 0; i < mask.length; i++) {
        mask[i] &= ~inside[i];
      }
    }
    return mask;
  }

  private void and(long[] mask, long[] ofAllRows) {
    int first = from >> 6;
    for (int i = 0; i < mask.length; i++) {
      mask[i] &= ofAllRows[first + i];
    }
  }
}
