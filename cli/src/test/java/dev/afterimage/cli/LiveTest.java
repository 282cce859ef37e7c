// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that ask AWS themselves: here the lab, over HTTP. */
class LiveTest {
  @TempDir Path temp;
  private TestingLive lab;

  @BeforeEach
  void serve() throws IOException {
    lab = new TestingLive(temp);
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private String keep() {
    return temp.resolve("case").toString();
  }

  private String machine() {
    return lab.bad().split(":", -1)[6];
  }

  @Test
  void compare_collectsAndExplains() {
    TestingCli.Result live =
        lab.run("compare", lab.good(), lab.bad(), "--keep", keep(), "--format", "json");
    assertThat(live.status()).isZero();
    assertThat(live.json().at("/rootCause/id").asText()).isEqualTo("stale-init-state");
    assertThat(live.json().at("/runs/a/arn").asText()).isEqualTo(lab.good());
    assertThat(live.json().at("/runs/b/arn").asText()).isEqualTo(lab.bad());
    assertThat(live.err()).contains("The case is in " + keep());
  }

  @Test
  void caseThatIsKept_givesTheSameReportOffline() {
    TestingCli.Result live =
        lab.run("compare", lab.good(), lab.bad(), "--keep", keep(), "--format", "json");
    lab.close();
    TestingCli.Result offline =
        TestingCli.run("compare", lab.good(), lab.bad(), "--evidence", keep(), "--format", "json");
    assertThat(offline.out()).isEqualTo(live.out());
  }

  @Test
  void explain_findsTheRunAndItsBaseline() {
    TestingCli.Result live =
        lab.run("explain", machine() + ":last-failed", "--keep", keep(), "--format", "json");
    assertThat(live.status()).isZero();
    assertThat(live.json().at("/runs/a/arn").asText()).isEqualTo(lab.good());
    assertThat(live.json().at("/runs/b/arn").asText()).isEqualTo(lab.bad());
  }

  @Test
  void explainWithoutBaseline_collectsOneRun() {
    TestingCli.Result live =
        lab.run("explain", lab.bad(), "--no-baseline", "--keep", keep(), "--format", "json");
    assertThat(live.status()).isZero();
    assertThat(live.json().at("/runs/a").isNull()).isTrue();
    assertThat(lab.actions().stream().filter("states:DescribeExecution"::equals)).hasSize(1);
  }

  @Test
  void runNamedByUrlOrName_isFound() {
    String url =
        "https://us-east-1.console.aws.amazon.com/states/home?region=us-east-1"
            + "#/v2/executions/details/"
            + lab.bad();
    String name = lab.good().replaceFirst(".*:", "");
    TestingCli.Result collected =
        lab.run("collect", name, url, "--state-machine", machine(), "-o", keep());
    assertThat(collected.status()).as(collected.err()).isZero();
    assertThat(collected.out()).contains(keep()).contains("answers");
  }

  @Test
  void collect_tellsWhatIsMissingAndWhichActionWouldHelp() {
    lab.weather().deny("lambda:ListAliases");
    TestingCli.Result collected = lab.run("collect", lab.good(), lab.bad(), "-o", keep());
    assertThat(collected.status()).isZero();
    assertThat(collected.err()).contains("missing: ").contains("(allow lambda:ListAliases)");
  }

  @Test
  void plan_printsCallsAndBytesAsEstimates() {
    TestingCli.Result plan = lab.run("plan", lab.good(), lab.bad());
    assertThat(plan.status()).isZero();
    assertThat(plan.out())
        .contains("estimated", "logs:FilterLogEvents", "/aws/lambda/", "--max-log-bytes")
        .contains("467 events", "176 events");
  }

  @Test
  void reveal_isSaidInTheReport() {
    TestingCli.Result live =
        lab.run("compare", lab.good(), lab.bad(), "--reveal", "--keep", keep(), "--format", "json");
    assertThat(live.json().path("warnings").toString()).contains("not redacted");
  }

  @Test
  void deniedDescription_isStatus4InOneLine() {
    lab.weather().deny("states:DescribeExecution");
    TestingCli.Result live = lab.run("explain", lab.bad(), "--keep", keep());
    assertThat(live.status()).isEqualTo(4);
    assertThat(live.err().strip().lines())
        .singleElement()
        .asString()
        .contains("states:DescribeExecution");
  }

  @Test
  void throttlingDenialAndResets_giveTheSameReportWithOneGap() throws IOException {
    lab.close();
    lab = TestingLive.untilNow(temp, "seed");
    TestingCli.Result calm =
        lab.run("compare", lab.good(), lab.bad(), "--keep", keep(), "--format", "json");
    lab.weather().throttleEvery(3).cutFirst("*").deny("cloudtrail:LookupEvents");
    String place = temp.resolve("rough").toString();
    TestingCli.Result rough =
        lab.run("compare", lab.good(), lab.bad(), "--keep", place, "--format", "json");
    assertThat(rough.status()).as(rough.err()).isZero();
    assertThat(rough.json().path("rootCause").path("id"))
        .isEqualTo(calm.json().path("rootCause").path("id"));
    assertThat(rough.json().path("runs")).isEqualTo(calm.json().path("runs"));
    assertThat(calm.json().path("gaps")).isEmpty();
    assertThat(denied(rough)).containsOnly("cloudtrail:LookupEvents");
    assertThat(gapsOfCase(place)).hasSize(1);
  }

  private static JsonNode gapsOfCase(String place) throws IOException {
    return new ObjectMapper().readTree(Path.of(place, "afterimage.json").toFile()).path("gaps");
  }

  private static List<String> denied(TestingCli.Result report) {
    List<String> actions = new ArrayList<>();
    for (JsonNode gap : report.json().path("gaps")) {
      if (!gap.path("iamAction").isNull()) {
        actions.add(gap.path("iamAction").asText());
      }
    }
    return actions;
  }

  @Test
  void deniedHistory_isAReportOfWhatIsKnown() {
    lab.weather().deny("states:GetExecutionHistory");
    TestingCli.Result live =
        lab.run("compare", lab.good(), lab.bad(), "--keep", keep(), "--format", "json");
    assertThat(live.status()).as(live.err()).isZero();
    assertThat(live.json().at("/runs/a/status").asText()).isEqualTo("SUCCEEDED");
    assertThat(live.json().at("/runs/b/status").asText()).isEqualTo("FAILED");
    assertThat(denied(live)).contains("states:GetExecutionHistory");
  }

  @Test
  void profileThatIsNotThere_isStatus4() {
    TestingCli.Result live =
        lab.run("explain", lab.bad(), "--keep", keep(), "--profile", "nobody-has-this-one");
    assertThat(live.status()).as(live.err()).isEqualTo(4);
    assertThat(live.err().strip().lines()).hasSize(1);
  }

  @Test
  void endpointThatDoesNotAnswer_isStatus5() {
    lab.close();
    TestingCli.Result live = lab.run("explain", lab.bad(), "--keep", keep());
    assertThat(live.status()).isEqualTo(5);
    assertThat(live.err()).contains("check the network");
  }

  @ParameterizedTest
  @CsvSource({
    "--max-log-bytes,much,no number of bytes",
    "--deadline,0,is no time",
    "--reveal,,exclude each other",
    "--state-machine,,"
  })
  void wrongOption_isStatus2(String option, String value, String message) {
    TestingCli.Result live =
        value == null
            ? TestingCli.run("explain", lab.bad(), option, "--redaction-key", "k")
            : lab.run("explain", lab.bad(), option, value);
    assertThat(live.status()).isEqualTo(2);
    assertThat(live.err()).contains(message == null ? option : message);
    assertThat(lab.actions()).isEmpty();
  }

  @Test
  void nameAlone_asksForTheStateMachine() {
    TestingCli.Result live = lab.run("explain", "some-execution", "--keep", keep());
    assertThat(live.status()).isEqualTo(2);
    assertThat(live.err()).contains("--state-machine");
  }
}
