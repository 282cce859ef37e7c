// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Term;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bit of every row for each condition and each attribute that was asked for; of the conditions,
 * as many as were asked for last are kept.
 */
final class TermBits {
  private static final long MOST_BYTES = 512L << 20;

  private final Column[] columns;
  private final int rows;
  private final Map<Object, long[]> kept;

  TermBits(Column[] columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    long most = Math.max(64, MOST_BYTES / Math.max(1, rows / 8));
    this.kept =
        Collections.synchronizedMap(
            new LinkedHashMap<>(64, 0.75f, true) {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<Object, long[]> eldest) {
                return size() > most;
              }
            });
  }

  /** Returns the rows that meet a condition. */
  long[] matched(Term term) {
    long[] here = kept.get(term);
    if (here == null) {
      here = new long[words()];
      columns[term.attribute()].match(term, rows, here);
      kept.put(term, here);
    }
    return here;
  }

  /** Returns the rows that have an attribute. */
  long[] known(int attribute) {
    long[] here = kept.get(attribute);
    if (here == null) {
      here = new long[words()];
      columns[attribute].known(rows, here);
      kept.put(attribute, here);
    }
    return here;
  }

  private int words() {
    return (rows + 63) >> 6;
  }
}
