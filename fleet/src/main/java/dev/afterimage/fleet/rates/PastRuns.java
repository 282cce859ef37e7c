// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.history.Failure;
import dev.afterimage.fleet.rank.FeatureRows;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.rows.Fingerprint;
import dev.afterimage.fleet.table.QueryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The runs of one state machine but the two that are compared, failed and succeeded.
 *
 * @param isAlike whether those that failed otherwise are left out
 */
record PastRuns(FleetEngine engine, boolean isAlike) {
  private static final String ROWS = "rated_runs";

  /** With fewer failures of one kind all kinds count. */
  private static final long LEAST_ALIKE = 3;

  static PastRuns of(FleetEngine engine, Pair pair) throws QueryException {
    Optional<String> alike = pair.failure().map(Failure::leaf).flatMap(PastRuns::fingerprint);
    if (alike.isPresent()) {
      keep(engine, pair, " AND fingerprint = " + quoted(alike.get()));
      long[] failed = new long[1];
      engine.query(
          "SELECT count(*) FROM " + ROWS + " WHERE row_failed", row -> failed[0] = row.whole(0));
      if (failed[0] >= LEAST_ALIKE) {
        return new PastRuns(engine, true);
      }
    }
    keep(engine, pair, "");
    return new PastRuns(engine, false);
  }

  private static Optional<String> fingerprint(Failure.Leaf leaf) {
    return Fingerprint.of(leaf.error(), Optional.of(leaf.text().cause()));
  }

  private static void keep(FleetEngine engine, Pair pair, String alike) throws QueryException {
    engine.keep(
        ROWS,
        "SELECT * FROM (SELECT CASE WHEN "
            + Unit.RUNS.failed()
            + alike
            + " THEN true WHEN "
            + Unit.RUNS.ok()
            + " THEN false END AS row_failed, execution_arn, started_ms, input_fields FROM runs"
            + " WHERE state_machine = "
            + quoted(pair.b().identity().stateMachine())
            + " AND execution_arn NOT IN ("
            + Stream.concat(pair.a().stream(), Stream.of(pair.b()))
                .map(run -> quoted(run.identity().arn().orElse("")))
                .collect(Collectors.joining(", "))
            + ")) AS past WHERE row_failed IS NOT NULL");
  }

  /** Counts the runs with a condition and without it. */
  Counts count(Condition condition) throws QueryException {
    if (condition instanceof Condition.Field field) {
      return fields(field);
    }
    if (condition instanceof Condition.Since since) {
      return counts(
          "SELECT row_failed, started_ms >= "
              + since.at().toEpochMilli()
              + " AS row_with FROM "
              + ROWS);
    }
    if (condition instanceof Condition.Item item) {
      return attempts("item_key IS NOT NULL", "item_key = " + quoted(item.key()));
    }
    if (condition instanceof Condition.Tried tried) {
      return attempts(
          tried.column() + " IS NOT NULL AND function = " + quoted(tried.function()), tried.with());
    }
    Condition.Code code = (Condition.Code) condition;
    return attempts(
        "digest IS NOT NULL AND function = " + quoted(code.function()),
        "digest IN ("
            + code.digests().stream().map(PastRuns::quoted).collect(Collectors.joining(", "))
            + ")");
  }

  /** A run is with what one of its attempts has. */
  private Counts attempts(String known, String with) throws QueryException {
    return counts(
        "SELECT row_failed, row_with FROM "
            + ROWS
            + " JOIN (SELECT execution_arn, max(CASE WHEN "
            + with
            + " THEN 1 ELSE 0 END) = 1 AS row_with FROM attempts WHERE "
            + known
            + " GROUP BY execution_arn) AS tried ON tried.execution_arn = "
            + ROWS
            + ".execution_arn");
  }

  private Counts counts(String rows) throws QueryException {
    List<Counts> counts = new ArrayList<>();
    engine.query(
        "SELECT sum(CASE WHEN row_failed AND row_with THEN 1 ELSE 0 END),"
            + " sum(CASE WHEN NOT row_failed AND row_with THEN 1 ELSE 0 END),"
            + " sum(CASE WHEN row_failed THEN 1 ELSE 0 END),"
            + " sum(CASE WHEN row_failed THEN 0 ELSE 1 END) FROM ("
            + rows
            + ") AS sides",
        row -> counts.add(new Counts(row.whole(0), row.whole(1), row.whole(2), row.whole(3))));
    return counts.get(0);
  }

  private Counts fields(Condition.Field field) throws QueryException {
    long[][] table = new long[2][2];
    engine.query(
        "SELECT row_failed, execution_arn, execution_arn, input_fields FROM "
            + ROWS
            + " WHERE input_fields IS NOT NULL",
        row -> {
          Map<String, String> fields = new HashMap<>();
          FeatureRows.fields(row, fields::put);
          field
              .holds(fields)
              .ifPresent(with -> table[FeatureRows.isFailed(row) ? 0 : 1][with ? 0 : 1]++);
        });
    return new Counts(
        table[0][0], table[1][0], table[0][0] + table[0][1], table[1][0] + table[1][1]);
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
