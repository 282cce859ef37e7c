// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import java.time.Instant;
import java.time.ZoneOffset;

/** Days in UTC, as the folders of the tables are named. */
public final class Days {
  private Days() {}

  /** Returns the day of a moment, as {@code 2026-03-01}. */
  public static String of(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC).toLocalDate().toString();
  }
}
