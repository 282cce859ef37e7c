// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;

/** The SQLite database of rpm, opened in memory. */
final class RpmSqlite {
  private static final String IS_TABLE =
      "SELECT count(*) FROM sqlite_master WHERE name = 'Packages' AND type = 'table'"
          + " AND sql NOT LIKE '%VIRTUAL%' AND sql NOT LIKE '%GENERATED%' AND sql NOT LIKE '% AS (%'";

  private static final int HEADER_BYTES = 100;

  private RpmSqlite() {}

  static List<byte[]> blobs(byte[] content) throws IOException {
    checkLength(content);
    try (SQLiteConnection connection =
            DriverManager.getConnection("jdbc:sqlite::memory:").unwrap(SQLiteConnection.class);
        Statement statement = deserialized(connection, content).createStatement()) {
      statement.execute("PRAGMA trusted_schema = OFF");
      try (ResultSet table = statement.executeQuery(IS_TABLE)) {
        if (table.getInt(1) != 1) {
          throw new IOException("the rpm database has no table of packages");
        }
      }
      List<byte[]> blobs = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery("SELECT blob FROM Packages ORDER BY hnum")) {
        while (rows.next()) {
          blobs.add(rows.getBytes(1));
        }
      }
      return blobs;
    } catch (SQLException e) {
      throw new IOException("the rpm database cannot be read: " + e.getMessage(), e);
    }
  }

  /** SQLite takes the pages that a cut file lacks for empty ones. */
  private static void checkLength(byte[] content) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(content);
    int pageBytes = content.length < HEADER_BYTES ? 0 : header.getShort(16) & 0xffff;
    long pages = content.length < HEADER_BYTES ? 0 : header.getInt(28) & 0xffff_ffffL;
    if (pageBytes == 0 || pages * (pageBytes == 1 ? 65_536 : pageBytes) > content.length) {
      throw new IOException("the rpm database is cut off");
    }
  }

  /**
   * A database that was left in write-ahead mode cannot be opened in memory; its header says so in
   * bytes 18 and 19.
   */
  private static SQLiteConnection deserialized(SQLiteConnection connection, byte[] content)
      throws SQLException {
    byte[] copy = content.clone();
    copy[18] = 1;
    copy[19] = 1;
    connection.deserialize("main", copy);
    return connection;
  }
}
