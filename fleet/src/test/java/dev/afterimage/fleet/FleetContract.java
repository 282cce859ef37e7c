// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.rank.RankQuestion;
import dev.afterimage.fleet.rank.RankText;
import dev.afterimage.fleet.rank.Ranker;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.table.Column;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import dev.afterimage.fleet.testing.TestingFleet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What every engine answers about one fleet, to the last digit that is shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FleetContract {
  private FleetEngine engine;

  /** Fills a fleet from the logs below {@code logs} and opens it. */
  protected abstract FleetEngine open(Path logs, Path fleet) throws Exception;

  @BeforeAll
  void fill(@TempDir Path folder) throws Exception {
    TestingFleet.write(folder.resolve("logs"), 400, 11);
    engine = open(folder.resolve("logs"), folder.resolve("fleet"));
  }

  /** Ends what {@link #open} started, after the engine is closed. */
  protected void stop() {}

  @AfterAll
  void close() {
    engine.close();
    stop();
  }

  @Test
  void tables_haveTheDocumentedColumns() throws QueryException {
    for (Table table : Schema.TABLES) {
      assertThat(engine.columns("SELECT * FROM " + table.name()))
          .as(table.name())
          .containsExactlyInAnyOrderElementsOf(table.columns().stream().map(Column::name).toList());
    }
  }

  @Test
  void runs_areRebuiltWithTheirEnds() throws QueryException {
    String sql =
        "SELECT status, count(*), sum(duration_ms), sum(events), sum(input_bytes), sum(hour),"
            + " sum(CASE WHEN complete THEN 1 ELSE 0 END), max(failed_step)"
            + " FROM runs GROUP BY status ORDER BY status";

    assertThat(answer(sql)).containsExactlyElementsOf(golden("runs.txt"));
  }

  @Test
  void attempts_haveWhatIsDerivedFromTheirInvocations() throws QueryException {
    String sql =
        "SELECT status, count(*), count(log_stream), sum(process_age_ms), sum(ordinal),"
            + " sum(idle_gap_ms), sum(concurrency), sum(CASE WHEN cold THEN 1 ELSE 0 END),"
            + " sum(CASE WHEN predecessor = 'RAISED' THEN 1 ELSE 0 END), count(digest),"
            + " count(DISTINCT digest), count(DISTINCT item_key), max(fingerprint)"
            + " FROM attempts GROUP BY status ORDER BY status";

    assertThat(answer(sql)).containsExactlyElementsOf(golden("attempts.txt"));
  }

  @Test
  void otherTables_haveTheSameSums() throws QueryException {
    List<String> answers = new ArrayList<>();
    for (Table table : Schema.TABLES) {
      String sums =
          table.columns().stream()
              .filter(column -> column.type() == Column.Type.WHOLE)
              .map(column -> "sum(%s)".formatted(column.name()))
              .collect(Collectors.joining(", "));
      answers.addAll(
          answer("SELECT '%s', count(*), %s FROM %s".formatted(table.name(), sums, table.name())));
    }

    assertThat(answers).containsExactlyElementsOf(golden("sums.txt"));
  }

  @Test
  void attempts_areSeparatedByTheHiddenCauses() throws QueryException {
    String text = RankText.write(Ranker.rank(engine, RankQuestion.of(Unit.ATTEMPTS)));

    assertThat(text.lines().toList()).containsExactlyElementsOf(golden("rank-attempts.txt"));
  }

  @Test
  void anyTwoPredicates_canBeHeldAgainstEachOther() throws QueryException {
    RankQuestion question = RankQuestion.of(Unit.ATTEMPTS);
    RankQuestion late =
        new RankQuestion(
            question.unit(),
            "scheduled_ms >= 1772366400000",
            "scheduled_ms < 1772366400000",
            java.util.Optional.of("status = 'SUCCEEDED'"),
            question.options(),
            question.shuffle());

    assertThat(RankText.write(Ranker.rank(engine, late)))
        .contains("1. digest = " + TestingFleet.BAD_DIGEST);
  }

  @Test
  void wrongQuery_saysWhatIsWrongInOneLine() {
    assertThatThrownBy(() -> engine.query("SELECT nothing FROM runs", row -> {}))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("nothing")
        .hasMessageNotContaining("\n");
  }

  private List<String> answer(String sql) throws QueryException {
    int columns = engine.columns(sql).size();
    List<String> rows = new ArrayList<>();
    engine.query(
        sql,
        row -> {
          List<String> values = new ArrayList<>();
          for (int i = 0; i < columns; i++) {
            values.add(row.text(i).orElse("-"));
          }
          rows.add(String.join(" | ", values));
        });
    return rows;
  }

  private static List<String> golden(String name) {
    try (InputStream in = FleetContract.class.getResourceAsStream("/contract/" + name)) {
      if (in == null) {
        throw new AssertionError("no golden answer " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
