// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.duck;

import dev.afterimage.core.contrast.column.CohortBuilder;
import dev.afterimage.core.contrast.column.ColumnCohort;
import dev.afterimage.core.contrast.diff.Cohort;
import dev.afterimage.fleet.rank.FeatureRows;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.table.Column;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.fleet.table.QueryRow;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one fleet in DuckDB: views over the files of its finished batches. Queries can read
 * these files and nothing else: no other file, no network, no extension, no setting.
 */
public final class FleetDatabase implements FleetEngine {
  private final Connection connection;

  private FleetDatabase(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens a fleet.
   *
   * @throws FleetException where there is none, or it cannot be read
   */
  public static FleetDatabase open(FleetFolder folder) throws FleetException {
    folder.existing();
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    try {
      Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
      FleetDatabase database = new FleetDatabase(connection);
      for (Table table : Schema.TABLES) {
        database.view(table, folder.tables().resolve(table.name()), folder);
      }
      database.shut(folder.tables());
      return database;
    } catch (SQLException | IOException e) {
      throw FleetException.failed(
          "cannot read the fleet in " + folder.root() + ": " + e.getMessage(), e);
    }
  }

  private void view(Table table, Path files, FleetFolder folder)
      throws SQLException, IOException, FleetException {
    List<String> paths = paths(files, folder);
    execute(
        "CREATE VIEW stored_"
            + table.name()
            + " AS "
            + (paths.isEmpty() ? nothing(table) : stored(table, paths)));
    execute("CREATE VIEW " + table.name() + " AS " + table.view());
  }

  /** Files of batches that the manifest does not name are left out: they may be half written. */
  private static List<String> paths(Path files, FleetFolder folder)
      throws IOException, FleetException {
    if (!Files.isDirectory(files)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(files)) {
      return FleetFolder.finished(folder.manifest(), all.filter(Files::isRegularFile)).stream()
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static String nothing(Table table) {
    return table.stored().stream()
        .map(column -> "CAST(NULL AS " + column.type().duckDb() + ") AS " + name(column))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }

  private static String stored(Table table, List<String> paths) {
    String list = paths.stream().map(FleetDatabase::quoted).collect(Collectors.joining(", "));
    String types =
        table.partitions().stream()
            .map(column -> quoted(column.name()) + ": VARCHAR")
            .collect(Collectors.joining(", "));
    String columns =
        table.stored().stream().map(FleetDatabase::name).collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + " FROM read_parquet(["
        + list
        + "], hive_partitioning = true, hive_types = {"
        + types
        + "}, union_by_name = true)";
  }

  private static String name(Column column) {
    return '"' + column.name() + '"';
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** From here on no query can reach anything but the tables, or undo that. */
  private void shut(Path tables) throws SQLException {
    execute("SET allowed_directories = [" + quoted(tables + "/") + "]");
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void query(String sql, Consumer<QueryRow> rows) throws QueryException {
    try (PreparedStatement statement = connection.prepareStatement(readOnly(sql));
        ResultSet result = statement.executeQuery()) {
      QueryRow row = column -> value(result, column + 1);
      while (result.next()) {
        rows.accept(row);
      }
    } catch (SQLException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Only what stands where a SELECT can stand is run: it can change nothing. */
  private static String readOnly(String sql) {
    String query = sql.strip().replaceFirst(";\\s*$", "");
    String first = query.split("\\s+", 2)[0].toUpperCase(java.util.Locale.ROOT);
    return List.of("DESCRIBE", "SHOW", "SUMMARIZE", "EXPLAIN").contains(first)
        ? query
        : "SELECT * FROM (\n" + query + "\n)";
  }

  @Override
  public void keep(String name, String sql) throws QueryException {
    try {
      execute("CREATE OR REPLACE TEMP TABLE " + name + " AS " + sql);
    } catch (SQLException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Map<String, Long> fields(String sql) throws QueryException {
    Map<String, Long> counts = new TreeMap<>();
    query(sql, row -> FeatureRows.fields(row, (name, value) -> counts.merge(name, 1L, Long::sum)));
    return counts;
  }

  @Override
  public Cohort cohort(String sql, FeatureRows features, OptionalLong shuffle)
      throws QueryException {
    CohortBuilder builder = ColumnCohort.builder(features.attributes());
    if (shuffle.isEmpty()) {
      query(sql, row -> features.add(row, FeatureRows.isFailed(row), builder));
    } else {
      boolean[] outcomes = shuffled(sql, shuffle.getAsLong());
      int[] next = new int[1];
      query(sql, row -> features.add(row, outcomes[next[0]++], builder));
    }
    return builder.build();
  }

  private boolean[] shuffled(String sql, long seed) throws QueryException {
    java.util.BitSet failed = new java.util.BitSet();
    int[] rows = new int[1];
    query(sql, row -> failed.set(rows[0]++, FeatureRows.isFailed(row)));
    boolean[] outcomes = new boolean[rows[0]];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < outcomes.length; i++) {
      int other = random.nextInt(i + 1);
      outcomes[i] = outcomes[other];
      outcomes[other] = failed.get(i);
    }
    return outcomes;
  }

  private static @Nullable Object value(ResultSet result, int column) {
    try {
      Object value = result.getObject(column);
      return value instanceof java.math.BigInteger whole ? (Object) whole.longValue() : value;
    } catch (SQLException e) {
      throw new IllegalStateException("a value cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public List<String> columns(String sql) throws QueryException {
    try (PreparedStatement statement = connection.prepareStatement(readOnly(sql));
        ResultSet result = statement.executeQuery()) {
      ResultSetMetaData meta = result.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        names.add(meta.getColumnName(i));
      }
      return names;
    } catch (SQLException e) {
      throw new QueryException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB did not close: " + e.getMessage(), e);
    }
  }
}
