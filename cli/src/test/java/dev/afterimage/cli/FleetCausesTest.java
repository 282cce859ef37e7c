// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.fleet.rank.RankJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The lab's traffic, with three causes and ten decoys in it, through ingest to a ranking. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetCausesTest {
  private static final Pattern FINDING = Pattern.compile("(?m)^(\\d)\\. (.*)$");

  private Path traffic;
  private Path fleet;

  @BeforeAll
  void fill(@TempDir Path folder) {
    traffic = folder.resolve("traffic");
    fleet = folder.resolve("fleet");
    run("lab", "generate", "--fleet", "1500", "--seed", "7", "-o", traffic.toString());
    run("fleet", "ingest", traffic.toString(), "--fleet", fleet.toString());
  }

  private static TestingCli.Result run(String... args) {
    TestingCli.Result result = TestingCli.run(args);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private List<String> findings(String... more) {
    List<String> args = new ArrayList<>(List.of("fleet", "rank", "--fleet", fleet.toString()));
    args.addAll(List.of(more));
    List<String> findings = new ArrayList<>();
    Matcher matcher = FINDING.matcher(run(args.toArray(new String[0])).out());
    while (matcher.find()) {
      findings.add(matcher.group(2));
    }
    return findings;
  }

  private JsonNode truth() throws IOException {
    return new ObjectMapper().readTree(traffic.resolve("truth.json").toFile());
  }

  @Test
  void hiddenCauses_standOnTop_andNoDecoyAboveThem() throws IOException {
    JsonNode causes = truth().path("causes");
    List<String> top = findings().subList(0, 3);

    assertThat(top).anyMatch(f -> f.startsWith("process_age_ms >= "));
    assertThat(top)
        .contains("digest = " + causes.at("/code-changed/digest").asText())
        .contains("item_key = " + causes.at("/poison-item/batch_id").asText());
    for (JsonNode decoy : truth().path("decoys")) {
      assertThat(top).noneMatch(finding -> finding.contains("input." + decoy.asText() + " "));
    }
  }

  @Test
  void threshold_liesAtTheAgeThatWasHidden() throws IOException {
    double hidden = truth().at("/causes/stale-init-state/ageSeconds").asDouble() * 1000;
    String age =
        findings().stream().filter(f -> f.startsWith("process_age_ms")).findFirst().orElseThrow();
    Matcher bounds = Pattern.compile("above ([\\d.]+), up to ([\\d.]+)").matcher(age);

    assertThat(bounds.find()).as(age).isTrue();
    // An age of whole seconds is looked at, and the process is older by its start.
    assertThat(Double.parseDouble(bounds.group(1))).isBetween(hidden - 60_000, hidden + 2_000);
    assertThat(Double.parseDouble(bounds.group(2))).isBetween(hidden, hidden + 60_000);
  }

  @Test
  void json_keepsItsSchema() throws IOException {
    JsonNode ranking = run("fleet", "rank", "--fleet", fleet.toString(), "--format", "json").json();

    assertThat(ranking.path("findings")).isNotEmpty();
    assertThat(ReportSchemaTest.problems(ranking, RankJson.class, "fleet-rank-1")).isEmpty();
  }

  @Test
  void shuffledOutcomes_areFollowedByNothing() {
    assertThat(findings("--shuffle", "1")).isEmpty();
  }
}
