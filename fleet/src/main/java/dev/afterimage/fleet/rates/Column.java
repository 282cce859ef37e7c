// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The column of the attempts that holds what a partition is by, and how a reader calls it. */
record Column(String name, String words, Unit unit) {
  private static final Map<String, Column> BY_ATTRIBUTE =
      Map.of(
          "processAgeMs", new Column("process_age_ms", "a process age", Unit.MILLIS),
          "idleGapMs", new Column("idle_gap_ms", "an idle time before", Unit.MILLIS),
          "ordinal", new Column("ordinal", "an ordinal", Unit.ONE),
          "concurrencyAtStart", new Column("concurrency", "a concurrency at the start", Unit.ONE),
          "maxMemoryUsedMb", new Column("max_memory_mb", "memory used", Unit.MEGABYTES),
          "inputBytes", new Column("input_bytes", "an input size", Unit.BYTES),
          "itemIndex", new Column("item_index", "an item index", Unit.ONE),
          "cold", new Column("cold", "", Unit.ONE));

  /** What the numbers of a column count. */
  private enum Unit {
    ONE,
    MILLIS,
    MEGABYTES,
    BYTES
  }

  /** Returns the column of an attribute of attempts; none where the tables do not hold it. */
  static Optional<Column> of(String attribute) {
    return Optional.ofNullable(BY_ATTRIBUTE.get(attribute));
  }

  /**
   * Says on which side of a bound numbers lie; less than a second, or than a millisecond, is cut
   * off.
   */
  String side(boolean above, double bound) {
    return words + (above ? " of at least " : " of at most ") + amount(above, bound);
  }

  private String amount(boolean above, double bound) {
    return switch (unit) {
      case ONE -> number(bound);
      case MEGABYTES -> number(bound) + " MB";
      case BYTES -> number(bound) + " bytes";
      case MILLIS ->
          Math.abs(bound) < 10_000
              ? number(cut(above, bound)) + " ms"
              : number(cut(above, bound / 1000)) + " s";
    };
  }

  private static double cut(boolean above, double bound) {
    return above ? Math.floor(bound) : Math.ceil(bound);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }
}
