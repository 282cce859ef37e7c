// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Moments and durations as reports print them. */
public final class Moments {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private Moments() {}

  /** Returns a moment in UTC, with milliseconds and {@code Z}. */
  public static String utc(Instant moment) {
    return in(moment, ZoneOffset.UTC);
  }

  /** Returns a moment in an offset, with milliseconds. */
  public static String in(Instant moment, ZoneOffset offset) {
    return FORMAT.format(moment.atOffset(offset));
  }

  /** Returns the time of day of a moment in an offset. */
  public static String time(Instant moment, ZoneOffset offset) {
    return TIME.format(moment.atOffset(offset));
  }

  /** Returns a duration in words: 5 minutes 4.3 seconds. */
  public static String words(Duration duration) {
    if (duration.isNegative()) {
      return "-" + words(duration.negated());
    }
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      double exact = duration.toMillis() / 1000.0;
      return exact < 1
          ? duration.toMillis() + " ms"
          : String.format(Locale.ROOT, "%.1f seconds", exact);
    }
    if (seconds < 3600) {
      return both(count(seconds / 60, "minute"), seconds % 60, "second");
    }
    return seconds < 48 * 3600
        ? both(count(seconds / 3600, "hour"), seconds % 3600 / 60, "minute")
        : both(count(seconds / 86_400, "day"), seconds % 86_400 / 3600, "hour");
  }

  private static String both(String large, long small, String noun) {
    return small == 0 ? large : large + " " + count(small, noun);
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
