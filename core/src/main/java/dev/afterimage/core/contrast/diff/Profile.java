// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each value of each attribute occurs among failed and among succeeded rows.
 *
 * @param rows failed rows, then succeeded rows
 * @param values of each attribute, by value, failed then succeeded; empty for a number
 * @param cells of each attribute, by cell of the {@link Grid}, failed then succeeded; empty for a
 *     category
 */
@SuppressWarnings("ArrayRecordComponent") // counted in place, never compared
public record Profile(
    long[] rows, List<Map<String, long[]>> values, List<Map<Integer, long[]>> cells)
    implements Serializable {

  /** Returns a profile without rows. */
  public static Profile empty(int attributes) {
    List<Map<String, long[]>> values = new ArrayList<>();
    List<Map<Integer, long[]>> cells = new ArrayList<>();
    for (int i = 0; i < attributes; i++) {
      values.add(new TreeMap<>());
      cells.add(new TreeMap<>());
    }
    return new Profile(new long[2], values, cells);
  }

  /** Returns the failed rows. */
  public long failed() {
    return rows[0];
  }

  /** Returns the succeeded rows. */
  public long ok() {
    return rows[1];
  }

  /** Adds the counts of other rows to this profile and returns it. */
  public Profile add(Profile other) {
    sum(rows, other.rows);
    for (int i = 0; i < values.size(); i++) {
      add(values.get(i), other.values.get(i));
      add(cells.get(i), other.cells.get(i));
    }
    return this;
  }

  private static <K> void add(Map<K, long[]> into, Map<K, long[]> from) {
    from.forEach((key, counts) -> sum(into.computeIfAbsent(key, k -> new long[2]), counts));
  }

  private static void sum(long[] into, long[] from) {
    into[0] += from[0];
    into[1] += from[1];
  }
}
