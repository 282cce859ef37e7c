// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.duck;

import dev.afterimage.fleet.rows.RowSink;
import dev.afterimage.fleet.table.Column;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import dev.afterimage.fleet.table.TableRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;

/**
 * Writes rows as Parquet files, compressed with zstd, in a folder for each partition. The rows of a
 * table are kept as lines until all are there: DuckDB reads lines much faster than it takes rows
 * one by one.
 */
public final class ParquetWriter implements RowSink, AutoCloseable {
  /** As many tables as are written at the same time. */
  private static final int THREADS = 2;

  private final Path folder;
  private final String file;
  private final Map<String, RowFile> files = new LinkedHashMap<>();

  /**
   * Creates a writer.
   *
   * @param folder a folder of its own; the tables stand below {@code tables} in it
   * @param file how the files are named
   */
  public ParquetWriter(Path folder, String file) throws IOException {
    this.folder = folder;
    this.file = file;
    Files.createDirectories(folder);
    for (Table table : Schema.TABLES) {
      files.put(table.name(), new RowFile(folder.resolve(table.name() + ".csv")));
    }
  }

  @Override
  public void add(TableRow row) {
    file(row.table()).add(row.values());
  }

  private RowFile file(Table table) {
    RowFile rows = files.get(table.name());
    if (rows == null) {
      throw new IllegalStateException("no table " + table.name());
    }
    return rows;
  }

  /** Returns how many rows each table got; a table without rows is left out. */
  public Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    files.forEach((table, lines) -> rows.put(table, lines.rows()));
    rows.values().removeIf(count -> count == 0);
    return rows;
  }

  /** Writes the files and returns the folder that the tables stand in. */
  public Path finish() throws SQLException, IOException {
    Path tables = folder.resolve("tables");
    Files.createDirectories(tables);
    close();
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("temp_directory", folder.resolve("overflow").toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings)) {
      copy(connection.unwrap(DuckDBConnection.class), tables);
    }
    return tables;
  }

  private void copy(DuckDBConnection connection, Path tables) throws SQLException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> copies = new ArrayList<>();
      for (Table table : Schema.TABLES) {
        if (file(table).rows() > 0) {
          copies.add(
              threads.submit(
                  () -> {
                    copy(connection, table, tables.resolve(table.name()));
                    return table;
                  }));
        }
      }
      for (Future<?> copy : copies) {
        copy.get();
      }
    } catch (ExecutionException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new SQLException(reason.getMessage(), reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("it was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A connection serves one statement at a time, so each copy has its own. */
  private void copy(DuckDBConnection shared, Table table, Path to) throws SQLException {
    String columns =
        table.stored().stream()
            .map(column -> literal(column.name()) + ": " + literal(column.type().duckDb()))
            .collect(Collectors.joining(", "));
    String by =
        table.partitions().stream()
            .map(Column::name)
            .map(column -> '"' + column + '"')
            .collect(Collectors.joining(", "));
    try (Connection own = shared.duplicate();
        Statement statement = own.createStatement()) {
      statement.execute(
          ("COPY (FROM read_csv(%s, columns = {%s}, header = false, auto_detect = false,"
                  + " delim = ',', quote = '\"', escape = '\"', new_line = '\\n',"
                  + " allow_quoted_nulls = false))"
                  + " TO %s (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (%s),"
                  + " WRITE_PARTITION_COLUMNS false, FILENAME_PATTERN %s, OVERWRITE_OR_IGNORE)")
              .formatted(
                  literal(file(table).path().toString()),
                  columns,
                  literal(to.toString()),
                  by,
                  literal(file + "-{i}")));
    }
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** Ends the lines of every table; what was not written as Parquet stays aside. */
  @Override
  public void close() throws IOException {
    for (RowFile rows : files.values()) {
      rows.close();
    }
  }
}
