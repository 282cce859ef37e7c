// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import dev.afterimage.core.diagnosis.fleet.FleetBaseline;
import dev.afterimage.core.history.Run;
import dev.afterimage.fleet.rank.FeatureRows;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.rows.Fields;
import dev.afterimage.fleet.table.QueryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses runs to compare with: succeeded, with the definition that the run had, with the input
 * that differs in the fewest plain fields, the nearest in time.
 */
final class Baselines {
  private static final int MOST = 5;

  /** Runs that are looked at, the nearest in time. */
  private static final int NEAREST = 2_000;

  private Baselines() {}

  private record Past(String arn, String name, long startedMs, String revision, int differs) {}

  static List<FleetBaseline> of(FleetEngine engine, Run run) throws QueryException {
    Map<String, String> fields = Fields.of(run.input()).values();
    long at = run.times().start().toEpochMilli();
    String own = revision(engine, run);
    List<Past> past = new ArrayList<>();
    engine.query(
        "SELECT execution_arn, name, definition_revision, input_fields, started_ms FROM runs WHERE"
            + " state_machine = "
            + PastRuns.quoted(run.identity().stateMachine())
            + " AND status = 'SUCCEEDED' AND execution_arn <> "
            + PastRuns.quoted(run.identity().arn().orElse(""))
            + " ORDER BY abs(started_ms - "
            + at
            + "), execution_arn LIMIT "
            + NEAREST,
        row -> {
          Map<String, String> others = new TreeMap<>();
          FeatureRows.fields(row, others::put);
          String arn = row.text(0).orElse("");
          past.add(
              new Past(
                  arn,
                  row.text(1).filter(name -> !name.isEmpty()).orElse(arn),
                  row.whole(4),
                  row.text(2).orElse(""),
                  differs(fields, others)));
        });
    return past.stream()
        .sorted(
            Comparator.comparing((Past one) -> !one.revision().equals(own))
                .thenComparing(Past::differs)
                .thenComparing(one -> Math.abs(one.startedMs() - at))
                .thenComparing(Past::arn))
        .limit(MOST)
        .map(one -> new FleetBaseline(one.arn(), one.name(), because(one, own, at)))
        .toList();
  }

  /** The definition that was in force when the run started. */
  private static String revision(FleetEngine engine, Run run) throws QueryException {
    List<Optional<String>> found = new ArrayList<>();
    engine.query(
        "SELECT max_by(value, at_ms) FROM changes WHERE kind = 'DEFINITION' AND subject = "
            + PastRuns.quoted(run.identity().stateMachine())
            + " AND at_ms <= "
            + run.times().start().toEpochMilli(),
        row -> found.add(row.text(0)));
    return found.stream().flatMap(Optional::stream).findFirst().orElse("");
  }

  private static int differs(Map<String, String> left, Map<String, String> right) {
    TreeSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    return (int)
        names.stream().filter(name -> !Objects.equals(left.get(name), right.get(name))).count();
  }

  private static String because(Past one, String own, long at) {
    String definition =
        own.isEmpty()
            ? ""
            : one.revision().equals(own) ? "the same definition, " : "another definition, ";
    String input =
        one.differs() == 0
            ? "an input with the same plain fields, "
            : "an input that differs in "
                + one.differs()
                + (one.differs() == 1 ? " plain field, " : " plain fields, ");
    Duration apart = Duration.ofMillis(Math.abs(one.startedMs() - at));
    return definition + input + words(apart) + (one.startedMs() <= at ? " before" : " after");
  }

  private static String words(Duration duration) {
    long minutes = duration.toMinutes();
    return minutes < 2
        ? duration.toSeconds() + " s"
        : minutes < 120
            ? minutes + " min"
            : minutes < 48 * 60 ? duration.toHours() + " h" : duration.toDays() + " days";
  }
}
