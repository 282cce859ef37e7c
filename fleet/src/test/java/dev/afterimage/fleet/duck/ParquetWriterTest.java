// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.duck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.table.Column;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import dev.afterimage.fleet.table.TableRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
  @TempDir private Path temp;

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

  /** What logs hold is hostile: quotes, commas, ends of lines, control characters, half a pair. */
  @Property(tries = 60)
  void texts_areStoredAsTheyAre(@ForAll("texts") List<List<String>> rows, @ForAll Random random)
      throws Exception {
    Path folder = Files.createTempDirectory("rows");
    try (ParquetWriter writer = new ParquetWriter(folder.resolve("rows"), "b")) {
      List<Optional<String>> added = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        Optional<String> text =
            rows.get(i).isEmpty() ? Optional.empty() : Optional.of(String.join("", rows.get(i)));
        writer.add(named(i, text, random.nextBoolean()));
        added.add(text);
      }

      List<Optional<String>> stored = names(writer.finish().resolve("runs"));

      assertThat(stored).isEqualTo(added);
    } finally {
      FleetFolder.delete(folder);
    }
  }

  @Test
  void halfOfAPair_isStoredAsAQuestionMark() throws Exception {
    try (ParquetWriter writer = new ParquetWriter(temp.resolve("rows"), "b")) {
      writer.add(named(1, Optional.of("a\uD83D"), true));

      assertThat(names(writer.finish().resolve("runs"))).containsExactly(Optional.of("a?"));
    }
  }

  /** One text of a hostile log must not end the whole batch. */
  @Test
  void endlessText_isCut() throws Exception {
    try (ParquetWriter writer = new ParquetWriter(temp.resolve("rows"), "b")) {
      writer.add(named(1, Optional.of("\"".repeat(5_000_000)), true));
      writer.add(named(2, Optional.of("next"), true));

      assertThat(names(writer.finish().resolve("runs")))
          .containsExactly(Optional.of("\"".repeat(32_768)), Optional.of("next"));
    }
  }

  @Provide
  Arbitrary<List<List<String>>> texts() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "",
            "a",
            ",",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\\",
            "\\N",
            "NULL",
            "'",
            "\u0000",
            "\u0001",
            "\u001f",
            "\u00e9",
            "\u2028",
            "\uD83D\uDE00",
            " ",
            "{\"k\":\"v, w\"}",
            "#",
            "\uFEFF");
    return piece.list().ofMaxSize(6).list().ofMinSize(1).ofMaxSize(40);
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
        case NUMBER -> row.number(Optional.of((double) number));
        case TRUTH -> row.truth(number % 2 == 0);
      }
    }
    return row;
  }

  /** Returns a run whose name is the text that counts. */
  private static TableRow named(long number, Optional<String> name, boolean complete) {
    TableRow row = new TableRow(Schema.RUNS);
    for (Column column : Schema.RUNS.stored()) {
      switch (column.type()) {
        case TEXT -> row.text(column.name().equals("name") ? name : Optional.of("x"));
        case WHOLE -> row.whole(number);
        case NUMBER -> row.number(Optional.empty());
        case TRUTH -> row.truth(complete);
      }
    }
    return row;
  }

  private static List<Optional<String>> names(Path table) throws SQLException {
    List<Optional<String>> names = new ArrayList<>();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT name FROM read_parquet('"
                    + table
                    + "/**/*.parquet') ORDER BY started_ms")) {
      while (rows.next()) {
        names.add(Optional.ofNullable(rows.getString(1)));
      }
    }
    return names;
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
