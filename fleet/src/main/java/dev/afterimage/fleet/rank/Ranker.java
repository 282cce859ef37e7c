// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import dev.afterimage.core.contrast.diff.Cohort;
import dev.afterimage.core.contrast.diff.Diff;
import dev.afterimage.core.contrast.diff.DiffOptions;
import dev.afterimage.fleet.table.QueryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ranks: groups the failures by fingerprint, then searches all of them and each large group for
 * what they follow. Failures are held only against rows of the places at which they happened.
 */
public final class Ranker {
  private static final String ROWS = "ranked_rows";
  private static final int MOST_GROUPS = 8;
  private static final int MOST_LISTED = 50;

  /** Smaller groups show nothing that their fingerprint does not. */
  private static final long LEAST_FAILED = 10;

  private final FleetEngine engine;
  private final RankQuestion question;

  private Ranker(FleetEngine engine, RankQuestion question) {
    this.engine = engine;
    this.question = question;
  }

  /**
   * Ranks.
   *
   * @throws QueryException where a condition of the question is wrong
   */
  public static Ranking rank(FleetEngine engine, RankQuestion question) throws QueryException {
    return new Ranker(engine, question).rank();
  }

  private Ranking rank() throws QueryException {
    engine.keep(ROWS, FeatureRows.sql(question));
    long[] rows = new long[1];
    engine.query("SELECT count(*) FROM " + ROWS, row -> rows[0] = row.whole(0));
    Map<String, Long> fields = engine.fields("SELECT * FROM " + ROWS);
    FeatureRows features = new FeatureRows(question.unit(), FeatureRows.frequent(fields, rows[0]));
    List<Ranking.Group> groups = groups();
    List<Ranking.Group> large =
        groups.stream()
            .filter(group -> group.failed() >= LEAST_FAILED && !group.fingerprint().isEmpty())
            .limit(MOST_GROUPS)
            .toList();
    int searches = groups.size() < 2 ? 1 : 1 + large.size();
    DiffOptions options = question.options().among(searches);
    Ranking.Section all = section("row_failed", features, options);
    List<Ranking.Group> searched = new ArrayList<>();
    for (Ranking.Group group : groups) {
      boolean alone = searches > 1 && large.contains(group) && question.shuffle().isEmpty();
      searched.add(
          alone
              ? new Ranking.Group(
                  group.fingerprint(),
                  group.failed(),
                  group.firstMs(),
                  group.lastMs(),
                  Optional.of(section(ofGroup(group), features, options)))
              : group);
    }
    return new Ranking(question, features.attributes(), all, searched);
  }

  private static String ofGroup(Ranking.Group group) {
    return "row_failed AND row_fingerprint = '" + group.fingerprint().replace("'", "''") + "'";
  }

  private List<Ranking.Group> groups() throws QueryException {
    List<Ranking.Group> groups = new ArrayList<>();
    engine.query(
        "SELECT coalesce(row_fingerprint, '') AS fingerprint, count(*) AS failures,"
            + " min(row_moment), max(row_moment) FROM "
            + ROWS
            + " WHERE row_failed GROUP BY coalesce(row_fingerprint, '')"
            + " ORDER BY failures DESC, fingerprint LIMIT "
            + MOST_LISTED,
        row ->
            groups.add(
                new Ranking.Group(
                    row.text(0).orElse(""),
                    row.whole(1),
                    row.whole(2),
                    row.whole(3),
                    Optional.empty())));
    return groups;
  }

  private Ranking.Section section(String failed, FeatureRows features, DiffOptions options)
      throws QueryException {
    List<String> places = new ArrayList<>();
    engine.query(
        "SELECT DISTINCT row_place FROM "
            + ROWS
            + " WHERE "
            + failed
            + " AND row_place IS NOT NULL ORDER BY row_place",
        row -> places.add(row.text(0).orElse("")));
    String here =
        places.isEmpty()
            ? "row_place IS NULL"
            : places.stream()
                .map(place -> "'" + place.replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "row_place IN (", ")"));
    String sql =
        "SELECT * FROM " + ROWS + " WHERE (" + failed + ") OR (NOT row_failed AND " + here + ")";
    Cohort cohort = engine.cohort(sql, features, question.shuffle());
    Diff.Result result = Diff.of(cohort, options);
    Optional<Ranking.ChangePoint> change =
        question.shuffle().isPresent() ? Optional.empty() : ChangePoints.find(engine, sql, options);
    return new Ranking.Section(result, places, change);
  }
}
