// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.DiffOptions;
import dev.afterimage.core.contrast.stats.Hypergeometric;
import dev.afterimage.fleet.rank.Ranking.ChangePoint;
import dev.afterimage.fleet.table.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the change after which failures became more frequent: of all changes that are known the one
 * that parts the rows best into before and after, to the minute.
 */
final class ChangePoints {
  private static final int MOST_CHANGES = 2000;
  private static final long MINUTE_MS = 60_000;

  private ChangePoints() {}

  private record Change(String kind, String subject, String name, long atMs) {}

  static Optional<ChangePoint> find(FleetEngine engine, String rows, DiffOptions options)
      throws QueryException {
    NavigableMap<Long, long[]> minutes = minutes(engine, rows);
    List<Change> changes = changes(engine);
    long failed = 0;
    long ok = 0;
    for (long[] counts : minutes.values()) {
      failed += counts[0];
      ok += counts[1];
    }
    Optional<ChangePoint> best = Optional.empty();
    double score = 0;
    for (Change change : changes) {
      Counts counts = after(minutes, change.atMs(), failed, ok);
      boolean clear = counts.failsInside() && counts.riskRatio() >= options.riskRatio();
      double here = clear ? counts.likelihoodRatio() : 0;
      if (here > score) {
        score = here;
        best = Optional.of(point(change, counts, changes.size()));
      }
    }
    return best.filter(point -> point.p() <= options.q() / options.searches());
  }

  /** Rows of the minute of a change may be before it or after: they count as neither. */
  private static Counts after(NavigableMap<Long, long[]> minutes, long atMs, long failed, long ok) {
    long minute = Math.floorDiv(atMs, MINUTE_MS);
    long failedAfter = 0;
    long okAfter = 0;
    for (long[] counts : minutes.tailMap(minute, false).values()) {
      failedAfter += counts[0];
      okAfter += counts[1];
    }
    long[] unclear = minutes.getOrDefault(minute, new long[2]);
    return new Counts(failedAfter, okAfter, failed - unclear[0], ok - unclear[1]);
  }

  private static ChangePoint point(Change change, Counts counts, int tried) {
    double logP =
        Hypergeometric.logUpperTail(
            counts.failed(), counts.inside(), counts.knownFailed(), counts.known());
    return new ChangePoint(
        change.kind(),
        change.subject(),
        change.name(),
        change.atMs(),
        counts,
        Math.min(1, StrictMath.exp(logP + StrictMath.log(tried))));
  }

  private static NavigableMap<Long, long[]> minutes(FleetEngine engine, String rows)
      throws QueryException {
    NavigableMap<Long, long[]> minutes = new TreeMap<>();
    engine.query(
        "SELECT CAST(floor(row_moment / 60000.0) AS BIGINT) AS minute,"
            + " sum(CASE WHEN row_failed THEN 1 ELSE 0 END),"
            + " sum(CASE WHEN row_failed THEN 0 ELSE 1 END) FROM ("
            + rows
            + ") AS rows_in_time GROUP BY CAST(floor(row_moment / 60000.0) AS BIGINT)",
        row -> minutes.put(row.whole(0), new long[] {row.whole(1), row.whole(2)}));
    return minutes;
  }

  private static List<Change> changes(FleetEngine engine) throws QueryException {
    Map<String, Change> changes = new TreeMap<>();
    engine.query(
        "SELECT kind, subject, name, at_ms FROM changes ORDER BY at_ms, subject, kind, name LIMIT "
            + MOST_CHANGES,
        row ->
            changes.put(
                "%020d %s %s %s"
                    .formatted(
                        row.whole(3),
                        row.text(1).orElse(""),
                        row.text(0).orElse(""),
                        row.text(2).orElse("")),
                new Change(
                    row.text(0).orElse(""),
                    row.text(1).orElse(""),
                    row.text(2).orElse(""),
                    row.whole(3))));
    return new ArrayList<>(changes.values());
  }
}
