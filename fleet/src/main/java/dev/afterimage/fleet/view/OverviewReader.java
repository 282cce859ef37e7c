// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.view;

import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.rank.RankQuestion;
import dev.afterimage.fleet.rank.Ranker;
import dev.afterimage.fleet.rank.Ranking;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.table.QueryException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a fleet at a glance. */
public final class OverviewReader {
  /** What an overview is about. */
  public static final RankQuestion QUESTION = RankQuestion.of(Unit.ATTEMPTS);

  private static final int MOST_STEPS = 40;
  private static final int MOST_CHANGES = 12;
  private static final String ENDED =
      "(" + Unit.ATTEMPTS.failed() + " OR " + Unit.ATTEMPTS.ok() + ")";

  private final FleetEngine engine;

  private OverviewReader(FleetEngine engine) {
    this.engine = engine;
  }

  /** Ranks and reads. */
  public static Overview read(FleetEngine engine) throws QueryException {
    return read(engine, Ranker.rank(engine, QUESTION));
  }

  /**
   * Reads what goes with a ranking.
   *
   * @param ranking the answer to {@link #QUESTION}
   */
  public static Overview read(FleetEngine engine, Ranking ranking) throws QueryException {
    return new OverviewReader(engine).read(ranking);
  }

  private Overview read(Ranking ranking) throws QueryException {
    TreeSet<String> days = new TreeSet<>();
    Map<String, Map<String, Overview.Day>> byState = byState(days);
    List<Overview.Step> steps =
        byState.entrySet().stream()
            .map(
                state ->
                    new Overview.Step(
                        state.getKey(),
                        days.stream()
                            .map(d -> state.getValue().getOrDefault(d, new Overview.Day(0, 0)))
                            .toList()))
            .sorted(
                Comparator.comparing(OverviewReader::failures)
                    .reversed()
                    .thenComparing(Overview.Step::state))
            .limit(MOST_STEPS)
            .toList();
    return new Overview(
        totals(),
        ranking.groups().stream().map(OverviewReader::group).toList(),
        new Panels(engine, ranking).all(),
        List.copyOf(days),
        steps,
        marks(days));
  }

  private static long failures(Overview.Step step) {
    return step.days().stream().mapToLong(Overview.Day::failed).sum();
  }

  private Overview.Totals totals() throws QueryException {
    long[] counts = new long[2];
    engine.query(
        "SELECT count(*), sum(CASE WHEN " + Unit.RUNS.failed() + " THEN 1 ELSE 0 END) FROM runs",
        row -> {
          counts[0] = row.whole(0);
          counts[1] = row.whole(1);
        });
    return new Overview.Totals(counts[0], counts[1]);
  }

  private static Overview.Group group(Ranking.Group group) {
    return new Overview.Group(
        group.fingerprint(), group.failed(), moment(group.firstMs()), moment(group.lastMs()));
  }

  private static String moment(long ms) {
    return Instant.ofEpochMilli(ms).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Map<String, Map<String, Overview.Day>> byState(Set<String> days) throws QueryException {
    Map<String, Map<String, Overview.Day>> states = new TreeMap<>();
    engine.query(
        "SELECT state, day, sum(CASE WHEN "
            + Unit.ATTEMPTS.failed()
            + " THEN 1 ELSE 0 END), count(*) FROM attempts WHERE "
            + ENDED
            + " GROUP BY state, day ORDER BY state, day",
        row -> {
          String day = row.text(1).orElse("");
          days.add(day);
          states
              .computeIfAbsent(row.text(0).orElse(""), s -> new TreeMap<>())
              .put(day, new Overview.Day(row.whole(2), row.whole(3)));
        });
    return states;
  }

  private List<Overview.Mark> marks(Set<String> days) throws QueryException {
    Map<String, List<String>> marks = new LinkedHashMap<>();
    engine.query(
        "SELECT DISTINCT day, at_ms, kind, subject, name FROM changes"
            + " ORDER BY day, at_ms, subject, kind, name",
        row -> {
          String day = row.text(0).orElse("");
          if (days.contains(day)) {
            marks
                .computeIfAbsent(day, d -> new ArrayList<>())
                .add(
                    moment(row.whole(1)).substring(11, 16)
                        + " "
                        + row.text(4).orElse("")
                        + " "
                        + row.text(3).orElse(""));
          }
        });
    return marks.entrySet().stream()
        .map(mark -> new Overview.Mark(mark.getKey(), cut(mark.getValue())))
        .toList();
  }

  private static List<String> cut(List<String> changes) {
    if (changes.size() <= MOST_CHANGES) {
      return changes;
    }
    List<String> some = new ArrayList<>(changes.subList(0, MOST_CHANGES));
    some.add("and " + (changes.size() - MOST_CHANGES) + " more");
    return some;
  }
}
