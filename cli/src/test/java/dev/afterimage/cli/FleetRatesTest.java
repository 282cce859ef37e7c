// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two runs held against a small fleet: every report says how others failed with a change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetRatesTest {
  /** The rates of the image that fails, as a sentence; reports may break it anywhere. */
  private static final Pattern DIGEST =
      Pattern.compile(
          "in the fleet, with (sha256:\\w+)… of (\\S+)"
              + " (\\d+) of (\\d+) runs failed alike, without (\\d+) of (\\d+) runs");

  private Path fleet;
  private Path pair;
  private String good;
  private String bad;

  /** The case is the two days of a run before the deploy that fails and of one after it. */
  @BeforeAll
  void fill(@TempDir Path folder) throws IOException {
    Path traffic = folder.resolve("traffic");
    fleet = folder.resolve("fleet");
    pair = folder.resolve("pair");
    run("lab", "generate", "--fleet", "120", "--seed", "7", "-o", traffic.toString());
    run("fleet", "ingest", traffic.toString(), "--fleet", fleet.toString());
    String[] first = row("SELECT name, day FROM runs ORDER BY started_ms LIMIT 1");
    String[] failed =
        row("SELECT name, day FROM runs WHERE status = 'FAILED' ORDER BY started_ms LIMIT 1");
    good = first[0];
    bad = failed[0];
    copy(traffic, List.of(first[1], failed[1]));
  }

  private String[] row(String sql) {
    String out = run("fleet", "sql", sql, "--fleet", fleet.toString()).out();
    return out.lines().skip(1).findFirst().orElseThrow().strip().split("\\s+", -1);
  }

  private void copy(Path traffic, List<String> days) throws IOException {
    try (Stream<Path> all = Files.walk(traffic)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") || days.stream().anyMatch(name::contains)) {
          Path to = pair.resolve(traffic.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }

  private static TestingCli.Result run(String... args) {
    TestingCli.Result result = TestingCli.run(args);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private String compared(String format) {
    return report(List.of("compare", good, bad), format);
  }

  private String explained(String format) {
    return report(List.of("explain", bad), format);
  }

  private String report(List<String> command, String format) {
    List<String> args = new ArrayList<>(command);
    args.addAll(List.of("--evidence", pair.toString(), "--fleet", fleet.toString()));
    args.addAll(List.of("--format", format));
    return run(args.toArray(new String[0])).out();
  }

  /** What the tables themselves say of a digest; the two runs do not count. */
  private void isCounted(String report) {
    Matcher found = DIGEST.matcher(report.replaceAll("[\\s\\\\]+", " "));
    assertThat(found.find()).as(report).isTrue();
    String with =
        "max(CASE WHEN digest LIKE '"
            + found.group(1)
            + "%' THEN 1 ELSE 0 END) AS w, max(CASE WHEN runs.status = 'FAILED' THEN 1 ELSE 0 END)";
    String[] counts =
        row(
            "SELECT sum(w * f), sum(w), sum((1 - w) * f), sum(1 - w) FROM (SELECT "
                + with
                + " AS f FROM attempts JOIN runs USING (execution_arn) WHERE function = '"
                + found.group(2)
                + "' AND runs.name NOT IN ('"
                + good
                + "', '"
                + bad
                + "') GROUP BY execution_arn)");
    assertThat(counts)
        .containsExactly(found.group(3), found.group(4), found.group(5), found.group(6));
    assertThat(Integer.parseInt(found.group(3))).isPositive();
  }

  @Test
  void text_tellsTheRatesOfTheChange() {
    isCounted(compared("text"));
    isCounted(explained("text"));
  }

  @Test
  void markdown_tellsTheRatesOfTheChange() {
    isCounted(compared("markdown"));
    isCounted(explained("markdown"));
  }

  @Test
  void json_tellsTheRatesOfTheChange_andKeepsItsSchema() throws IOException {
    for (String report : List.of(compared("json"), explained("json"))) {
      JsonNode json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(report);
      assertThat(ReportSchemaTest.problems(json)).isEmpty();
      JsonNode rate = json.path("changes").findValue("runsWith");
      assertThat(rate).isNotNull();
      isCounted(report);
    }
  }

  @Test
  void attributeOfAttempts_isToldInTheReadersWords() {
    String text = compared("text").replaceAll("\\s+", " ");

    assertThat(text)
        .containsPattern(
            "in the fleet, with an? [a-z ]+ of at (least|most) [\\d,]+( s| ms| bytes)? \\d+ of \\d+"
                + " runs failed alike, without \\d+ of \\d+ runs")
        .doesNotContain("process_age_ms", "input_bytes");
  }

  @Test
  void reportWithoutAFleet_saysNothingOfOne() {
    String text = run("compare", good, bad, "--evidence", pair.toString()).out();

    assertThat(text).contains(bad).doesNotContain("in the fleet");
  }

  @Test
  void folderThatIsNoFleet_isToldInOneLine() {
    TestingCli.Result result =
        TestingCli.run(
            "compare", good, bad, "--evidence", pair.toString(), "--fleet", pair.toString());

    assertThat(result.status()).isNotZero();
    assertThat(result.err()).contains("no fleet in").hasLineCount(1);
  }
}
