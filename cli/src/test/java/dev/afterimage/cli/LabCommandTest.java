// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.diagnosis.Catalogue;
import dev.afterimage.lab.fault.Fault;
import dev.afterimage.lab.fault.Faults;
import dev.afterimage.lab.scenario.Scenario;
import dev.afterimage.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the lab that end by themselves. */
class LabCommandTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"list", "run", "serve", "generate", "score"})
  void command_hasHelpThatFitsATerminal(String command) {
    TestingCli.Result result = TestingCli.run("lab", command, "--help");

    assertThat(result.status()).isZero();
    assertThat(result.out()).startsWith("Usage: afterimage lab " + command);
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
    assertThat(TestingCli.run("lab").out()).contains("  " + command + " ");
  }

  @Test
  void list_namesEachScenarioAndFault() {
    String out = TestingCli.run("lab", "list").out();

    assertThat(out).contains(Scenarios.list().stream().map(Scenario::name).toList());
    assertThat(out).contains(Faults.all().stream().map(Fault::id).toList());
    assertThat(out.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void faults_areCasesOfTheCatalogue_eachOnce() {
    List<String> causes = Catalogue.entries().stream().map(entry -> entry.cause().id()).toList();

    assertThat(Faults.all()).extracting(Fault::id).doesNotHaveDuplicates().isSubsetOf(causes);
  }

  @Test
  void run_writesACase_thatCompareExplains() {
    Path wanted = folder.resolve("seed");
    TestingCli.Result run = TestingCli.run("lab", "run", "seed", "-o", wanted.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().filter(line -> line.startsWith("arn:aws:states:"))).hasSize(2);
    TestingCli.Result compare =
        TestingCli.run("compare", "--evidence", wanted.toString(), "--format", "json");
    assertThat(compare.json().at("/rootCause/id").asText()).isEqualTo("stale-init-state");
    assertThat(compare.json().at("/images/verdict").asText()).isEqualTo("same");
  }

  @Test
  void run_writesThePlantedSecretsApart() throws IOException {
    Path secrets = folder.resolve("secrets.jsonl");
    Path wanted = folder.resolve("case");
    TestingCli.Result run =
        TestingCli.run(
            "lab", "run", "secrets", "-o", wanted.toString(), "--secrets", secrets.toString());

    assertThat(run.status()).isZero();
    assertThat(Files.readAllLines(secrets)).hasSizeGreaterThan(19).allMatch(s -> s.length() > 10);
  }

  @Test
  void run_refusesWhatIsThere_andUnknownNames() throws IOException {
    Files.writeString(folder.resolve("kept.txt"), "kept");
    TestingCli.Result full = TestingCli.run("lab", "run", "seed", "-o", folder.toString());
    TestingCli.Result unknown =
        TestingCli.run("lab", "run", "sed", "-o", folder.resolve("new").toString());

    assertThat(full.status()).isEqualTo(2);
    assertThat(full.err()).contains("not empty").hasLineCount(1);
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("no scenario sed", "silent-guard").hasLineCount(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void generate_givesTheSameFilesAgain_andOtherOnesFromAnotherSeed() throws IOException {
    generate("one", "5");
    generate("two", "5");
    generate("three", "6");

    Map<String, String> one = contents(folder.resolve("one"));
    assertThat(one.keySet()).contains("0001/truth.json", "0003/truth.json");
    assertThat(contents(folder.resolve("two"))).isEqualTo(one);
    assertThat(contents(folder.resolve("three"))).isNotEqualTo(one);
  }

  private void generate(String name, String seed) {
    String place = folder.resolve(name).toString();
    TestingCli.Result result =
        TestingCli.run("lab", "generate", "--cases", "3", "--seed", seed, "-o", place);
    assertThat(result.err()).isEmpty();
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void score_takesWhatGenerateWrote() {
    String place = folder.resolve("healthy").toString();
    TestingCli.run("lab", "generate", "--cases", "2", "--healthy", "-o", place);
    TestingCli.Result score = TestingCli.run("lab", "score", "--whole", place);

    assertThat(score.out()).startsWith("2 cases").contains("nothing");
    assertThat(score.out()).doesNotContain("confirmed wrongly");
  }

  @Test
  void gate_letsPass_whatNamesTheRoots_andNothingElse() throws IOException {
    String place = folder.resolve("gated").toString();
    TestingCli.run("lab", "generate", "--cases", "2", "--healthy", "-o", place);
    int well = TestingCli.run("lab", "score", "--whole", "--gate", "1", place).status();
    Files.writeString(
        Path.of(place, "0002", "truth.json"),
        "{\"id\": \"oom\", \"chain\": [\"oom\"], \"accept\": []}");
    int missed = TestingCli.run("lab", "score", "--whole", "--gate", "0.9", place).status();

    assertThat(well).isZero();
    assertThat(missed).isEqualTo(1);
    assertThat(TestingCli.run("lab", "score", "--whole", "--gate", "0.5", place).status()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--cases 0", "--only fn-timeot --cases 1", "--cases 1 --fleet 1", ""})
  void generate_refusesWhatMakesNoSense(String options) {
    Path place = folder.resolve("never");
    String line = "lab generate -o " + place + " " + options;
    TestingCli.Result result = TestingCli.run(line.strip().split(" "));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("afterimage: ");
    assertThat(place).doesNotExist();
  }
}
