// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConnection;

class RpmReaderTest {
  private final RpmReader reader = new RpmReader();

  /** A header with name, version, release, and one file. */
  private static byte[] header(String name, String version) {
    byte[][] values = {
      text(name),
      text(version),
      text("3.amzn2023"),
      {0, 0, 0, 0},
      text("bin-" + name),
      text("/usr/bin/")
    };
    int[] tags = {1000, 1001, 1002, 1116, 1117, 1118};
    int[] types = {6, 6, 6, 4, 8, 8};
    ByteArrayOutputStream store = new ByteArrayOutputStream();
    ByteBuffer index = ByteBuffer.allocate(16 * tags.length);
    store.writeBytes(values[3]);
    for (int i = 0; i < tags.length; i++) {
      int offset = i == 3 ? 0 : store.size();
      index.putInt(tags[i]).putInt(types[i]).putInt(offset).putInt(1);
      if (i != 3) {
        store.writeBytes(values[i]);
      }
    }
    ByteBuffer all = ByteBuffer.allocate(8 + index.capacity() + store.size());
    return all.putInt(tags.length)
        .putInt(store.size())
        .put(index.flip())
        .put(store.toByteArray())
        .array();
  }

  private static byte[] text(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] sqlite(String create, byte[]... headers) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute(create);
      for (byte[] header : headers) {
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO Packages (blob) VALUES (?)")) {
          insert.setBytes(1, header);
          insert.execute();
        }
      }
      return connection.unwrap(SQLiteConnection.class).serialize("main");
    }
  }

  private static byte[] ndb(byte[] header) {
    ByteBuffer file = ByteBuffer.allocate(4096 + 16 + header.length).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x506d7052).putInt(12, 1);
    for (int slot = 2; slot < 256; slot++) {
      file.putInt(slot * 16, 0x746f6c53);
    }
    file.putInt(2 * 16 + 4, 1).putInt(2 * 16 + 8, 256).putInt(2 * 16 + 12, 1);
    file.putInt(4096, 0x53626c42).putInt(4096 + 12, header.length);
    return file.put(4096 + 16, header).array();
  }

  private static byte[] berkeley(byte[] header) {
    ByteBuffer file = ByteBuffer.allocate(512 * 3).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(12, 0x00061561).putInt(20, 512).putInt(32, 2);
    file.putShort(512 + 20, (short) 2).put(512 + 25, (byte) 13);
    file.putShort(512 + 26, (short) 500).putShort(512 + 28, (short) 400);
    file.put(512 + 400, (byte) 3).putInt(512 + 404, 2).putInt(512 + 408, header.length);
    file.putShort(1024 + 22, (short) header.length).put(1024 + 25, (byte) 7);
    return file.put(1024 + 26, header).array();
  }

  private static final String TABLE =
      "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)";

  @Test
  void eachDatabase_givesItsPackages() throws IOException, SQLException {
    byte[] header = header("bash", "5.2");
    InstalledPackage bash = new InstalledPackage(Ecosystem.RPM, "bash", "5.2-3.amzn2023", "/");
    assertThat(reader.read("/var/lib/rpm/rpmdb.sqlite", sqlite(TABLE, header, header("zlib", "1"))))
        .contains(bash)
        .hasSize(2);
    assertThat(reader.read("/var/lib/rpm/Packages.db", ndb(header))).containsExactly(bash);
    assertThat(reader.read("/var/lib/rpm/Packages", berkeley(header))).containsExactly(bash);
  }

  @Test
  void files_haveTheirOwners() throws IOException {
    assertThat(RpmReader.files("/var/lib/rpm/Packages.db", ndb(header("bash", "5.2"))))
        .containsOnlyKeys("/usr/bin/bin-bash");
  }

  @Test
  void databaseInWriteAheadMode_isRead() throws IOException, SQLException {
    byte[] content = sqlite(TABLE, header("bash", "5.2"));
    content[18] = 2;
    content[19] = 2;
    assertThat(reader.read("/var/lib/rpm/rpmdb.sqlite", content)).hasSize(1);
  }

  @Test
  void viewInPlaceOfTheTable_isRefused() throws SQLException {
    byte[] content = sqlite("CREATE VIEW Packages AS SELECT 1 AS hnum, x'00' AS blob");
    assertThatThrownBy(() -> reader.read("/var/lib/rpm/rpmdb.sqlite", content))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no table");
  }

  @Test
  void damagedDatabases_areRefused() throws SQLException {
    List<String> paths =
        List.of("/var/lib/rpm/rpmdb.sqlite", "/var/lib/rpm/Packages.db", "/var/lib/rpm/Packages");
    List<byte[]> contents =
        List.of(sqlite(TABLE, header("a", "1")), ndb(header("a", "1")), berkeley(header("a", "1")));
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      byte[] cut = Arrays.copyOf(contents.get(i), contents.get(i).length / 2);
      assertThatThrownBy(() -> reader.read(path, cut)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> reader.read(path, new byte[4096])).isInstanceOf(IOException.class);
    }
  }

  @Test
  void slotsThatNameOneContent_areRefused() {
    ByteBuffer file = ByteBuffer.wrap(ndb(header("bash", "5.2"))).order(ByteOrder.LITTLE_ENDIAN);
    for (int slot = 2; slot < 256; slot++) {
      file.putInt(slot * 16 + 8, 256);
    }
    assertThatThrownBy(() -> reader.read("/var/lib/rpm/Packages.db", file.array()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than once");
  }

  @Test
  void entryLongerThanTheDatabase_isRefused() {
    byte[] content = berkeley(header("bash", "5.2"));
    ByteBuffer file = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(512 + 408, Integer.MAX_VALUE).putInt(1024 + 16, 2);
    assertThatThrownBy(() -> reader.read("/var/lib/rpm/Packages", content))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than once");
  }

  @Test
  void header_thatLeadsBeyondItsEnd_isRefused() {
    byte[] header = header("bash", "5.2");
    ByteBuffer.wrap(header).putInt(8 + 8, 1 << 20);
    assertThatThrownBy(() -> reader.read("/var/lib/rpm/Packages.db", ndb(header)))
        .isInstanceOf(IOException.class);
  }
}
