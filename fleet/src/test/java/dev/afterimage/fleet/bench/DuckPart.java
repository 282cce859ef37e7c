// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import dev.afterimage.core.contrast.diff.Encoding;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Asks DuckDB for the counts of all sets, on a table of one byte for each attribute, which is the
 * best it can be given, and leaves them in a file for the other part to check.
 */
final class DuckPart {
  private DuckPart() {}

  /**
   * Runs the part.
   *
   * @param arguments a folder, the number of rows, the share that fails
   */
  public static void main(String[] arguments) throws SQLException, IOException {
    BenchRows rows =
        new BenchRows(Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      String columns =
          IntStream.range(0, BenchRows.ATTRIBUTES)
              .mapToObj(i -> "a" + i + " UTINYINT")
              .collect(Collectors.joining(", "));
      statement.execute("CREATE TABLE rows (" + columns + ", failed UTINYINT)");
      load(connection.unwrap(DuckDBConnection.class), rows);
      long start = System.nanoTime();
      try (ResultSet result = statement.executeQuery(sql())) {
        write(result, Path.of(arguments[0]).resolve(file(rows)));
      }
      Figures.seconds("query", start);
    }
    Figures.peak();
  }

  static String file(BenchRows rows) {
    return "counts-" + rows.rows() + "-" + rows.share();
  }

  private static void load(DuckDBConnection connection, BenchRows rows) throws SQLException {
    Encoding encoding = SearchPart.encoding(rows.cohort());
    PlainCount plain = PlainCount.of(rows, encoding);
    try (DuckDBAppender appender = connection.createAppender("main", "rows")) {
      for (int row = 0; row < rows.rows(); row++) {
        appender.beginRow();
        for (int i = 0; i < BenchRows.ATTRIBUTES; i++) {
          appender.append(plain.column(i)[row]);
        }
        appender.append((byte) (plain.isFailed(row) ? 1 : 0));
        appender.endRow();
      }
    }
  }

  private static String sql() {
    String sets =
        PlainCount.sets().stream()
            .map(
                set ->
                    Arrays.stream(set)
                        .mapToObj(i -> "a" + i)
                        .collect(Collectors.joining(", ", "(", ")")))
            .collect(Collectors.joining(", "));
    String columns =
        IntStream.range(0, BenchRows.ATTRIBUTES)
            .mapToObj(i -> "coalesce(a" + i + ", 255)")
            .collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + ", count(*), sum(failed) FROM rows GROUP BY GROUPING SETS ("
        + sets
        + ")";
  }

  /**
   * Each cell: a byte for each attribute, 255 where it is not in the set, all rows, failed rows.
   */
  private static void write(ResultSet result, Path file) throws SQLException, IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      while (result.next()) {
        for (int i = 0; i < BenchRows.ATTRIBUTES; i++) {
          out.writeByte(result.getInt(i + 1));
        }
        out.writeInt(result.getInt(BenchRows.ATTRIBUTES + 1));
        out.writeInt(result.getInt(BenchRows.ATTRIBUTES + 2));
      }
    }
  }
}
