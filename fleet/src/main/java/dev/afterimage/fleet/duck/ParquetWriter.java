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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Writes rows as Parquet files, compressed with zstd, in a folder for each partition. */
public final class ParquetWriter implements RowSink, AutoCloseable {
  private final Path folder;
  private final String file;
  private final Connection connection;
  private final Map<String, Appending> appenders = new HashMap<>();

  private final Map<String, Long> rows = new ConcurrentHashMap<>();
  private volatile @Nullable IllegalStateException failure;

  /**
   * Creates a writer.
   *
   * @param folder a folder of its own; the tables stand below {@code tables} in it
   * @param file how the files are named
   */
  public ParquetWriter(Path folder, String file) throws SQLException, IOException {
    this.folder = folder;
    this.file = file;
    Files.createDirectories(folder);
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "1GB");
    settings.setProperty("autoinstall_known_extensions", "false");
    this.connection =
        DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("rows.duckdb"), settings);
    for (Table table : Schema.TABLES) {
      create(table);
    }
  }

  private void create(Table table) throws SQLException {
    String columns =
        table.stored().stream()
            .map(column -> name(column.name()) + " " + column.type().duckDb())
            .collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE " + table.name() + " (" + columns + ")");
    }
    DuckDBConnection own = connection.unwrap(DuckDBConnection.class).duplicate();
    DuckDBAppender appender = own.createAppender(DuckDBConnection.DEFAULT_SCHEMA, table.name());
    appenders.put(
        table.name(), new Appending(own, appender, appender.unsafeBreakThreadConfinement()));
  }

  /**
   * An appender, and the lock that lets several threads use it in turn. It has a connection of its
   * own: two appenders of one connection cannot store what they hold at the same time.
   */
  private record Appending(Connection connection, DuckDBAppender appender, Lock lock) {}

  private static String name(String column) {
    return '"' + column + '"';
  }

  @Override
  public void add(TableRow row) {
    Appending appending = appenders.get(row.table().name());
    if (appending == null) {
      throw new IllegalStateException("no table " + row.table().name());
    }
    appending.lock().lock();
    try {
      if (failure != null) {
        throw failure;
      }
      DuckDBAppender appender = appending.appender();
      appender.beginRow();
      for (Object value : row.values()) {
        append(appender, value);
      }
      appender.endRow();
      rows.merge(row.table().name(), 1L, Long::sum);
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      appending.lock().unlock();
    }
  }

  /** An appender tells of a row that failed only once: what comes after would hide the reason. */
  private IllegalStateException failed(SQLException e) {
    failure = new IllegalStateException("a row could not be stored: " + e.getMessage(), e);
    return failure;
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Long whole) {
      appender.append(whole.longValue());
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else {
      appender.append(((Boolean) value).booleanValue());
    }
  }

  /** Returns how many rows each table got. */
  public Map<String, Long> rows() {
    return Map.copyOf(rows);
  }

  /** Writes the files and returns the folder that the tables stand in. */
  public Path finish() throws SQLException, IOException {
    Path tables = folder.resolve("tables");
    Files.createDirectories(tables);
    for (Appending appending : appenders.values()) {
      appending.appender().close();
    }
    for (Table table : Schema.TABLES) {
      if (rows.getOrDefault(table.name(), 0L) > 0) {
        copy(table, tables.resolve(table.name()));
      }
    }
    return tables;
  }

  private void copy(Table table, Path to) throws SQLException {
    List<String> partitions =
        table.partitions().stream().map(column -> name(column.name())).toList();
    String order =
        table.stored().stream()
            .limit(4)
            .map(Column::name)
            .map(ParquetWriter::name)
            .collect(Collectors.joining(", "));
    String by = String.join(", ", partitions);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          ("COPY (SELECT * FROM %s ORDER BY %s) TO '%s' (FORMAT parquet, COMPRESSION zstd,"
                  + " PARTITION_BY (%s), WRITE_PARTITION_COLUMNS false,"
                  + " FILENAME_PATTERN '%s-{i}', OVERWRITE_OR_IGNORE)")
              .formatted(table.name(), order, to.toString().replace("'", "''"), by, file));
    }
  }

  @Override
  public void close() throws SQLException {
    for (Appending appending : appenders.values()) {
      appending.connection().close();
    }
    connection.close();
  }
}
