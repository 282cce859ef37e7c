// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.oci.testing.TestingTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TarReaderTest {
  private record Read(TarEntry entry, String content) {}

  private static List<Read> read(byte[] tar) throws IOException {
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    List<Read> all = new ArrayList<>();
    for (Optional<TarEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] buffer = new byte[7];
      for (int n = reader.read(buffer, 0, 7); n >= 0; n = reader.read(buffer, 0, 7)) {
        content.write(buffer, 0, n);
      }
      all.add(new Read(e.get(), content.toString(StandardCharsets.ISO_8859_1)));
    }
    return all;
  }

  private static TarEntry only(TestingTar tar) throws IOException {
    return read(tar.build()).get(0).entry();
  }

  @Test
  void next_readsFilesLinksAndDirectories() throws IOException {
    TestingTar tar =
        new TestingTar()
            .directory("d")
            .file("d/f", "hello")
            .symlink("s", "d/f")
            .hardlink("h", "d/f");
    List<Read> all = read(tar.build());
    assertThat(all)
        .extracting(r -> r.entry().type())
        .containsExactly(
            EntryType.DIRECTORY, EntryType.FILE, EntryType.SYMLINK, EntryType.HARDLINK);
    assertThat(all.get(1).content()).isEqualTo("hello");
    assertThat(all.get(2).entry().link()).isEqualTo("d/f");
  }

  @Test
  void next_skipsContentThatWasNotRead() throws IOException {
    byte[] tar = new TestingTar().file("a", "x".repeat(2000)).file("b", "y").build();
    TarReader reader = new TarReader(new ByteArrayInputStream(tar));
    reader.next();
    assertThat(reader.next().map(TarEntry::name)).contains("b");
  }

  @Test
  void mode_losesTheBitsOfTheFileType() throws IOException {
    assertThat(only(new TestingTar().mode(0100755).file("a", "")).attributes().mode())
        .isEqualTo(0755);
  }

  @Test
  void pax_overridesNameLinkOwnerAndTime() throws IOException {
    String longName = "n".repeat(300);
    TestingTar tar =
        new TestingTar()
            .pax("path", longName)
            .pax("uid", "3000000000")
            .pax("mtime", "1700000000.25")
            .file("short", "");
    Attributes attributes = only(tar).attributes();
    assertThat(only(tar).name()).isEqualTo(longName);
    assertThat(Integer.toUnsignedLong(attributes.uid())).isEqualTo(3_000_000_000L);
    assertThat(attributes.mtimeNanos()).isEqualTo(250_000_000);
  }

  @Test
  void pax_keepsXattrsAsBytes() throws IOException {
    byte[] capability = {1, 0, 0, 2, (byte) 0x80, (byte) 0xff, 0, '\n', '='};
    TestingTar tar =
        new TestingTar().pax("SCHILY.xattr.security.capability", capability).file("a", "");
    assertThat(
            RawText.bytes(only(tar).attributes().xattrs().getOrDefault("security.capability", "")))
        .isEqualTo(capability);
  }

  @Test
  void pax_readsXattrsInBase64() throws IOException {
    TestingTar tar = new TestingTar().pax("LIBARCHIVE.xattr.user.a%20b", "gP8").file("a", "");
    assertThat(only(tar).attributes().xattrs()).containsEntry("user.a b", "\u0080\u00ff");
  }

  @Test
  void pax_timeBeforeTheEpochIsNegative() throws IOException {
    Attributes attributes = only(new TestingTar().pax("mtime", "-1.25").file("a", "")).attributes();
    assertThat(attributes.mtimeSeconds()).isEqualTo(-2);
    assertThat(attributes.mtimeNanos()).isEqualTo(750_000_000);
  }

  @Test
  void global_holdsForAllEntriesUntilOverridden() throws IOException {
    TestingTar tar =
        new TestingTar()
            .global("uid", "7")
            .file("a", "")
            .pax("uid", "8")
            .file("b", "")
            .file("c", "");
    assertThat(read(tar.build()))
        .extracting(r -> r.entry().attributes().uid())
        .containsExactly(7, 8, 7);
  }

  @Test
  void gnuLongNames_areRead() throws IOException {
    String longName = "d/".repeat(100) + "f";
    byte[] name = (longName + "\0").getBytes(StandardCharsets.UTF_8);
    TestingTar tar = new TestingTar().entry("././@LongLink", 'L', "", name).file("d/d", "x");
    assertThat(only(tar).name()).isEqualTo(longName);
  }

  @Test
  void names_thatAreNoUtf8_survive() throws IOException {
    TestingTar tar = new TestingTar();
    byte[] header = tar.header("x", '0', "", 0);
    header[0] = (byte) 0xe9;
    tar.bytes(TestingTar.signed(header));
    assertThat(RawText.bytes(only(tar).name())).containsExactly(0xe9);
    assertThat(RawText.display(only(tar).name())).isEqualTo("\\xe9");
  }

  @Test
  void base256_numbersAreRead() throws IOException {
    TestingTar tar = new TestingTar();
    byte[] header = tar.header("x", '0', "", 0);
    Arrays.fill(header, 136, 148, (byte) 0xff);
    tar.bytes(TestingTar.signed(header));
    assertThat(only(tar).attributes().mtimeSeconds()).isEqualTo(-1);
  }

  @Test
  void oldTypeFlag_makesAFileOrADirectory() throws IOException {
    TestingTar tar =
        new TestingTar().entry("f", '\0', "", new byte[] {'1'}).entry("d/", '\0', "", new byte[0]);
    assertThat(read(tar.build()))
        .extracting(r -> r.entry().type())
        .containsExactly(EntryType.FILE, EntryType.DIRECTORY);
  }

  @Test
  void sparse10_isExpanded() throws IOException {
    byte[] map = Arrays.copyOf("2\n0\n2\n5\n1\n".getBytes(StandardCharsets.UTF_8), 512);
    byte[] data = Arrays.copyOf(map, 515);
    data[512] = 'a';
    data[513] = 'b';
    data[514] = 'c';
    TestingTar tar =
        new TestingTar()
            .pax("GNU.sparse.major", "1")
            .pax("GNU.sparse.minor", "0")
            .pax("GNU.sparse.name", "real")
            .pax("GNU.sparse.realsize", "8")
            .file("GNUSparseFile.0/real", data)
            .file("next", "n");
    List<Read> all = read(tar.build());
    assertThat(all.get(0).entry().name()).isEqualTo("real");
    assertThat(all.get(0).content()).isEqualTo("ab\0\0\0c\0\0");
    assertThat(all.get(1).content()).isEqualTo("n");
  }

  @Test
  void sparse01_isExpanded() throws IOException {
    TestingTar tar =
        new TestingTar()
            .pax("GNU.sparse.size", "6")
            .pax("GNU.sparse.map", "2,2")
            .file("s", "xy")
            .file("n", "n");
    List<Read> all = read(tar.build());
    assertThat(all.get(0).content()).isEqualTo("\0\0xy\0\0");
    assertThat(all.get(1).content()).isEqualTo("n");
  }

  @Test
  void oldGnuSparse_isExpanded() throws IOException {
    TestingTar tar = new TestingTar();
    byte[] header = tar.header("s", 'S', "", 2);
    System.arraycopy(
        "00000000003\00000000000002\0".getBytes(StandardCharsets.UTF_8), 0, header, 386, 12);
    System.arraycopy("00000000002\0".getBytes(StandardCharsets.UTF_8), 0, header, 398, 12);
    System.arraycopy("00000000005\0".getBytes(StandardCharsets.UTF_8), 0, header, 483, 12);
    tar.bytes(TestingTar.signed(header)).content(new byte[] {'x', 'y'});
    assertThat(read(tar.build()).get(0).content()).isEqualTo("\0\0\0xy");
  }

  @Test
  void sparseMap_outOfOrder_isRefused() {
    TestingTar tar =
        new TestingTar()
            .pax("GNU.sparse.size", "6")
            .pax("GNU.sparse.map", "4,1,0,1")
            .file("s", "xy");
    assertThatThrownBy(() -> read(tar.build()))
        .isInstanceOf(TarException.class)
        .hasMessageContaining("order");
  }

  @Test
  void sparseMap_beyondWhatIsStored_isRefused() {
    TestingTar tar =
        new TestingTar()
            .pax("GNU.sparse.size", "900")
            .pax("GNU.sparse.map", "0,900")
            .file("s", "xy");
    assertThatThrownBy(() -> read(tar.build())).isInstanceOf(TarException.class);
  }

  @Test
  void paxHeader_largerThanAllowed_isRefused() {
    TestingTar tar = new TestingTar().pax("comment", "x".repeat(1 << 20)).file("a", "");
    assertThatThrownBy(() -> read(tar.build()))
        .isInstanceOf(TarException.class)
        .hasMessageContaining("extended header");
  }

  @Test
  void paxHeaders_ofOneEntry_areBoundedTogether() {
    TestingTar tar = new TestingTar();
    for (int i = 0; i < 3; i++) {
      tar.entry(
          "x",
          'x',
          "",
          ("400010 k" + i + "=" + "v".repeat(400_000 - 1) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> read(tar.file("a", "").build()))
        .isInstanceOf(TarException.class)
        .hasMessageContaining("extended headers");
  }

  @Test
  void paxHeaders_ofManyEntries_areBoundedEach() throws IOException {
    TestingTar tar = new TestingTar();
    for (int i = 0; i < 3; i++) {
      tar.pax("comment", "v".repeat(400_000)).file("f" + i, "");
    }
    assertThat(read(tar.build())).hasSize(3);
  }

  @Test
  void globalRecords_thatAreVeryMany_areRefused() {
    TestingTar tar = new TestingTar();
    for (int i = 0; i < 101; i++) {
      tar.global("k" + i, "v");
    }
    assertThatThrownBy(() -> read(tar.file("a", "").build()))
        .isInstanceOf(TarException.class)
        .hasMessageContaining("global PAX headers");
  }

  @Test
  void paxRecord_withWrongLength_isRefused() {
    TestingTar tar =
        new TestingTar().entry("x", 'x', "", "99 path=a\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> read(tar.build()))
        .isInstanceOf(TarException.class)
        .hasMessageContaining("length");
  }

  @Test
  void checksum_thatDoesNotFit_isRefused() {
    byte[] tar = new TestingTar().file("a", "x").build();
    tar[0] = 'b';
    assertThatThrownBy(() -> read(tar))
        .isInstanceOf(TarException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void content_cutOff_isAnEndOfFile() {
    byte[] tar = new TestingTar().file("a", "x".repeat(600)).build();
    assertThatThrownBy(() -> read(Arrays.copyOf(tar, 700))).isInstanceOf(EOFException.class);
  }

  @Test
  void headers_ofRandomBytes_failCleanly() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[2048];
      random.nextBytes(bytes);
      assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
    }
  }
}
