// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet;

import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.rank.RankQuestion;
import dev.afterimage.fleet.rank.RankText;
import dev.afterimage.fleet.rank.Ranker;
import dev.afterimage.fleet.rank.Unit;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.fleet.testing.TestingFleet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    TestingFleet.write(folder.resolve("logs"), 1500, 11);
    engine = open(folder.resolve("logs"), folder.resolve("fleet"));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  @Test
  void print() throws QueryException {
    for (Unit unit : Unit.values())
      System.out.println(RankText.write(Ranker.rank(engine, RankQuestion.of(unit))));
    System.out.println(answer("select status, count(*) from runs group by status order by status"));
    System.out.println(answer("select * from attempts limit 3"));
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
          rows.add(String.join(" ", values));
        });
    return rows;
  }
}
