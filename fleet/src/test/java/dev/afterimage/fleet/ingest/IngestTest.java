// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.testing.TestingFleet;
import dev.afterimage.fleet.testing.TestingLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IngestTest {
  private static final int RUNS = 24;

  @TempDir private Path temp;
  private Path logs;
  private Map<String, List<String>> whole;

  @BeforeAll
  void write(@TempDir Path shared) throws Exception {
    logs = shared.resolve("logs");
    TestingFleet.write(logs, RUNS, 5);
    FleetFolder folder = new FleetFolder(shared.resolve("fleet"));
    ingest(folder, logs);
    whole = tables(folder);
  }

  /** Logs of a test's own, to be changed. */
  private Path copy(String name) throws IOException {
    Path copy = temp.resolve(name);
    try (Stream<Path> all = Files.walk(logs)) {
      for (Path from : all.toList()) {
        Path to = copy.resolve(logs.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
    return copy;
  }

  private FleetFolder fleet(String name) {
    return new FleetFolder(temp.resolve(name));
  }

  private static IngestReport ingest(FleetFolder folder, Path... paths) throws FleetException {
    return Ingest.ingest(folder, List.of(paths), IngestOptions.DEFAULT);
  }

  /** What the tables say, without the names of the batches. */
  static Map<String, List<String>> tables(FleetFolder folder) throws Exception {
    Map<String, List<String>> tables = new TreeMap<>();
    try (FleetDatabase database = FleetDatabase.open(folder)) {
      for (String table : List.of("runs", "steps", "attempts", "invocations", "changes")) {
        String sql = "SELECT * EXCLUDE (batch) FROM " + table + " ORDER BY ALL";
        int columns = columns(table);
        List<String> rows = new ArrayList<>();
        database.query(
            sql,
            row -> {
              StringBuilder line = new StringBuilder();
              for (int i = 0; i < columns; i++) {
                line.append(row.value(i)).append('|');
              }
              rows.add(line.toString());
            });
        tables.put(table, rows);
      }
    }
    return tables;
  }

  private static int columns(String table) {
    return Schema.TABLES.stream()
            .filter(one -> one.name().equals(table))
            .findFirst()
            .orElseThrow()
            .columns()
            .size()
        - 1;
  }

  @Test
  void sameSources_areReadOnce() throws Exception {
    FleetFolder folder = fleet("once");
    ingest(folder, logs);

    IngestReport again = ingest(folder, logs);

    assertThat(again.sources()).isZero();
    assertThat(again.known()).isEqualTo(7);
    assertThat(tables(folder)).isEqualTo(whole);
  }

  @Test
  void sameContentUnderAnotherName_isKnown() throws Exception {
    FleetFolder folder = fleet("renamed");
    ingest(folder, logs);

    assertThat(ingest(folder, copy("moved")).sources()).isZero();
  }

  @Test
  void sourcesInParts_giveTheTablesOfTheWhole() throws Exception {
    FleetFolder parts = fleet("parts");
    List<Path> files;
    try (Stream<Path> all = Files.walk(logs)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      ingest(parts, file);
    }

    assertThat(tables(parts)).isEqualTo(whole);
  }

  @Test
  void smallBatches_andLittleMemory_giveTheSameTables() throws Exception {
    FleetFolder small = fleet("small");
    Ingest.ingest(small, List.of(logs), new IngestOptions(1, 20_000, Optional.empty()));

    assertThat(small.manifest().batches()).hasSizeGreaterThan(5);
    assertThat(tables(small)).isEqualTo(whole);
  }

  @Test
  void corruptLines_areKeptAside_andCounted() throws Exception {
    Path torn = copy("torn");
    Path broken = torn.resolve("states/broken.jsonl");
    Files.writeString(broken, "{\"timestamp\":1,\"message\":\n{\"execution_arn\":\"a\"}\n");
    FleetFolder folder = fleet("rejects");

    IngestReport report = ingest(folder, torn);

    assertThat(report.rejects()).isEqualTo(2);
    assertThat(report.warnings().get(0)).contains("2 lines could not be used");
    try (Stream<Path> files = Files.list(folder.rejects())) {
      assertThat(Files.readString(files.findFirst().orElseThrow()))
          .contains("broken.jsonl", "\"reason\"");
    }
    assertThat(tables(folder)).isEqualTo(whole);
  }

  @Test
  void linesWithoutAGroup_areOfTheFunctionThatTheirFolderNames() throws Exception {
    Path bare = copy("bare");
    TestingLogs.withoutGroups(bare.resolve("lambda"), bare.resolve("exported/poll"));
    FleetFolder folder = fleet("bare-fleet");

    IngestReport report = ingest(folder, bare);

    assertThat(report.rejects()).isZero();
    assertThat(tables(folder)).isEqualTo(whole);
  }

  @Test
  void linesThatNobodyKnowsWhoseTheyAre_areRejected() throws Exception {
    Path bare = copy("nobodys");
    TestingLogs.withoutGroups(bare.resolve("lambda"), bare.resolve("exported/other"));

    IngestReport report = ingest(fleet("unknown"), bare);

    assertThat(report.rejects()).isPositive();
    assertThat(report.rows()).doesNotContainKey("invocations");
  }

  @Test
  void filesOfABatchThatWasNeverFinished_doNotCount() throws Exception {
    FleetFolder folder = fleet("half");
    ingest(folder, logs);
    Path stray;
    try (Stream<Path> files = Files.walk(folder.tables().resolve("runs"))) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      stray = file.resolveSibling("0001abcdef-0.parquet");
      Files.copy(file, stray);
    }

    assertThat(tables(folder)).isEqualTo(whole);
    TestingFleet.write(temp.resolve("more"), 5, 9);
    ingest(folder, temp.resolve("more"));
    assertThat(stray).doesNotExist();
  }

  @Test
  void example_givesItsRuns_withLinkedInvocations() throws Exception {
    Path example = Path.of(System.getProperty("afterimage.root", "..")).resolve("examples");
    FleetFolder folder = fleet("case");

    ingest(folder, example);

    var tables = tables(folder);
    assertThat(tables.get("runs")).hasSize(2);
    assertThat(tables.get("attempts")).anyMatch(row -> row.contains("sha256:47ed87f9"));
    assertThat(tables.get("changes")).isNotEmpty();
  }

  @Test
  void nothingThere_saysSo() {
    assertThatThrownBy(() -> ingest(fleet("x"), temp.resolve("nowhere")))
        .isInstanceOf(FleetException.class)
        .hasMessageContaining("no such file or folder");
    assertThatThrownBy(() -> FleetDatabase.open(fleet("y")))
        .hasMessageContaining("no fleet in")
        .hasMessageContaining("fleet ingest");
  }

  @Test
  void anotherIngest_isRefused() throws Exception {
    FleetFolder folder = fleet("locked");
    try (var lock = folder.lock()) {
      assertThat(lock.isOpen()).isTrue();
      assertThatThrownBy(() -> ingest(folder, logs)).hasMessageContaining("another ingest");
    }
  }

  @Test
  void killedAtRandom_andRunAgain_givesTheSameTables() throws Exception {
    FleetFolder killed = fleet("killed");
    SplittableRandom random = new SplittableRandom(1);
    int kills = 0;
    for (int i = 0; i < 3; i++) {
      kills += TestingProcess.killed(killed.root(), logs, random.nextInt(300, 2500));
    }

    ingest(killed, logs);

    assertThat(kills).isPositive();
    assertThat(tables(killed)).isEqualTo(whole);
  }

  @Test
  void liveAccount_goesOnWhereItEnded() throws Exception {
    FleetFolder folder = fleet("live");
    Path example =
        Path.of(System.getProperty("afterimage.root", ".."))
            .resolve("examples/embedding-line-ingest");
    TestingSource source = new TestingSource(List.of(example));

    Ingest.ingest(folder, source, IngestOptions.DEFAULT);
    IngestReport again = Ingest.ingest(folder, source, IngestOptions.DEFAULT);

    assertThat(folder.manifest().accounts().values())
        .extracting(Manifest.Account::rule)
        .containsExactly("every run");
    assertThat(source.asked()).isEqualTo(1);
    assertThat(again.sources()).isZero();
  }

  @Test
  void damagedManifest_isNamed() throws IOException {
    FleetFolder folder = fleet("damaged");
    Files.createDirectories(folder.root());
    Files.writeString(folder.root().resolve("fleet.json"), "{", StandardOpenOption.CREATE);

    assertThatThrownBy(() -> ingest(folder, logs)).hasMessageContaining("is damaged");
  }
}
