// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceSourceTest {
  @TempDir Path folder;

  private static final byte[] HISTORY =
      TestingHistory.of("one").answer().toString().getBytes(StandardCharsets.UTF_8);

  private Path zip(Map<String, byte[]> entries) throws IOException {
    Path zip = folder.resolve("case.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return zip;
  }

  private static String[] paths(Evidence evidence) {
    return evidence.files().stream().map(FileId::path).sorted().toArray(String[]::new);
  }

  @Test
  void folder_isReadToItsDepth_withoutHiddenFilesAndReadmes() throws Exception {
    new TestingCase()
        .file("a/b/h.json", HISTORY)
        .file(".git/config.json", HISTORY)
        .file("a/.DS_Store", "x")
        .file("README.md", "about")
        .file("a/readme", "about")
        .write(folder);

    assertThat(paths(EvidenceReader.read(folder))).containsExactly("a/b/h.json");
  }

  @Test
  void zip_isReadLikeTheFolder_withoutItsOneRoot() throws Exception {
    Path zip =
        zip(
            new TreeMap<>(
                Map.of(
                    "case/h.json", HISTORY,
                    "case/README.txt", HISTORY,
                    "__MACOSX/._h.json", HISTORY,
                    "case/.hidden", HISTORY)));

    assertThat(paths(EvidenceReader.read(zip))).containsExactly("h.json");
  }

  @Test
  void zipWithGzipInIt_isRead() throws Exception {
    Path zip = zip(Map.of("h.json.gz", EvidenceShapesTest.gzip(HISTORY)));

    assertThat(EvidenceReader.read(zip).records(Kind.HISTORY_EVENT)).hasSize(1);
  }

  @Test
  void zipWithoutTheEnding_isAZip() throws Exception {
    Path zip = zip(Map.of("h.json", HISTORY));
    Path other = Files.move(zip, folder.resolve("case"));

    assertThat(paths(EvidenceReader.read(other))).containsExactly("h.json");
  }

  @Test
  void zipWithNamesThatLeadOut_writesNothing() throws Exception {
    Path inner = Files.createDirectories(folder.resolve("in"));
    Path zip = zip(Map.of("../../evil.json", HISTORY, "/abs.json", HISTORY));

    Evidence evidence = EvidenceReader.read(zip);

    assertThat(paths(evidence)).containsExactly("abs.json");
    assertThat(inner).isEmptyDirectory();
    assertThat(folder.resolve("evil.json")).doesNotExist();
  }

  @Test
  void linkOutOfTheFolder_isNotFollowed() throws Exception {
    Path outside = Files.write(folder.resolve("outside.json"), HISTORY);
    Path inside = Files.createDirectories(folder.resolve("case"));
    Files.write(inside.resolve("own.json"), HISTORY);
    Files.createSymbolicLink(inside.resolve("linked.json"), outside);
    Files.createSymbolicLink(inside.resolve("near.json"), inside.resolve("own.json"));

    assertThat(paths(EvidenceReader.read(inside))).containsExactly("near.json", "own.json");
  }

  @Test
  void missingPath_saysWhatToDo() {
    assertThatThrownBy(() -> EvidenceReader.read(folder.resolve("nowhere")))
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("no such file or folder")
        .hasMessageContaining("--evidence");
  }

  @Test
  void tooManyFiles_areRefused() throws IOException {
    new TestingCase().file("a", "1").file("b", "2").file("c", "3").write(folder);

    assertThatThrownBy(() -> EvidenceSource.open(folder, new Limits(2, 100, 100)).close())
        .isInstanceOf(EvidenceException.class)
        .hasMessageContaining("more than 2 files");
  }

  @Test
  void tooLargeFile_isAGap_andTheOthersAreRead() throws Exception {
    new TestingCase().file("large", "x".repeat(101)).file("small", "y").write(folder);

    try (EvidenceSource source = EvidenceSource.open(folder, new Limits(9, 100, 1000))) {
      assertThat(source.files()).singleElement().matches(f -> f.id().path().equals("small"));
      assertThat(source.unreadable()).singleElement().matches(gap -> gap.what().contains("large"));
    }
  }

  @Test
  void gzipThatUnfoldsBeyondTheLimit_isCutOff() throws Exception {
    byte[] bomb = EvidenceShapesTest.gzip(" ".repeat(5_000).getBytes(StandardCharsets.UTF_8));
    new TestingCase().file("bomb.gz", bomb).write(folder);

    try (EvidenceSource source = EvidenceSource.open(folder, new Limits(9, 1_000, 10_000))) {
      FileScan scan = FileScan.of(source.files().get(0));
      assertThat(scan.problem()).contains("it holds more than 1000 bytes");
    }
  }

  @Test
  void filesComeInTheOrderOfTheirContent_whateverTheirNames() throws Exception {
    new TestingCase().file("a", "one").file("b", "two").file("c", "three").write(folder);
    Path other = Files.createDirectories(folder.resolve("sub"));
    new TestingCase().file("z", "one").file("y", "two").file("x", "three").write(other);
    try (EvidenceSource all = EvidenceSource.open(folder, Limits.DEFAULT)) {
      assertThat(all.files())
          .extracting(file -> file.id().sha256())
          .isSorted()
          .hasSize(6)
          .contains(TestingCase.sha256("one".getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void limits_mustBePositive() {
    assertThatThrownBy(() -> new Limits(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
