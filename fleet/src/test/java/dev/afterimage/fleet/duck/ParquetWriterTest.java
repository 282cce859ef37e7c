// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.duck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.fleet.table.Column;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import dev.afterimage.fleet.table.TableRow;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
  @TempDir private Path temp;

  /** Rows of several tables are flushed at the same time: no connection may serve two of them. */
  @Test
  void rows_ofSeveralThreads_areAllStored() throws Exception {
    int each = 60_000;
    List<Table> tables = List.of(Schema.RUNS, Schema.STEPS, Schema.ATTEMPTS, Schema.SANDBOXES);
    ExecutorService threads = Executors.newFixedThreadPool(tables.size());
    try (ParquetWriter writer = new ParquetWriter(temp.resolve("rows"), "b")) {
      List<Future<?>> added = new ArrayList<>();
      for (Table table : tables) {
        added.add(threads.submit(() -> add(writer, table, each)));
      }
      for (Future<?> one : added) {
        one.get();
      }
      Path written = writer.finish();

      for (Table table : tables) {
        assertThat(stored(written.resolve(table.name()))).as(table.name()).isEqualTo(each);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void row_afterOneThatFailed_failsForTheSameReason() throws Exception {
    try (ParquetWriter writer = new ParquetWriter(temp.resolve("rows"), "b")) {
      TableRow wrong = row(Schema.RUNS, "no number");

      assertThatThrownBy(() -> writer.add(wrong)).hasMessageContaining("could not be stored");
      String reason = message(writer, wrong);
      assertThat(message(writer, row(Schema.RUNS, 1))).isEqualTo(reason);
      assertThat(message(writer, row(Schema.STEPS, 1))).isEqualTo(reason);
    }
  }

  private static String message(ParquetWriter writer, TableRow row) {
    try {
      writer.add(row);
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
    return "it was stored";
  }

  private static void add(ParquetWriter writer, Table table, int rows) {
    for (int i = 0; i < rows; i++) {
      writer.add(row(table, i));
    }
  }

  private static TableRow row(Table table, long number) {
    TableRow row = new TableRow(table);
    for (Column column : table.stored()) {
      switch (column.type()) {
        case TEXT -> row.text("text " + number % 3);
        case WHOLE -> row.whole(number);
        case NUMBER -> row.number(java.util.Optional.of((double) number));
        case TRUTH -> row.truth(number % 2 == 0);
      }
    }
    return row;
  }

  /** Returns a row with a text in each column. */
  private static TableRow row(Table table, String text) {
    TableRow row = new TableRow(table);
    table.stored().forEach(column -> row.text(text));
    return row;
  }

  private static long stored(Path table) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet('" + table + "/**/*.parquet')")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
