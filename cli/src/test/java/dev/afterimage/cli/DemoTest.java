// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo}: from the two runs to the report, with nothing but this machine. */
class DemoTest {
  @TempDir Path temp;

  private String place() {
    return temp.resolve("case").toString();
  }

  @Test
  void demo_findsTheCauseInWhatItCollected() throws IOException {
    TestingCli.Result demo = TestingCli.run("demo", "--keep", place(), "--format", "json");

    assertThat(demo.status()).as(demo.err()).isZero();
    assertThat(demo.json().at("/rootCause/id").asText()).isEqualTo("stale-init-state");
    assertThat(demo.json().at("/rootCause/verdict").asText()).isEqualTo("confirmed");
    JsonNode manifest = new ObjectMapper().readTree(temp.resolve("case/afterimage.json").toFile());
    assertThat(manifest.path("calls").findValuesAsText("api"))
        .contains("states:GetExecutionHistory", "logs:FilterLogEvents", "lambda:GetFunction");
    assertThat(manifest.path("gaps")).isEmpty();
  }

  @Test
  void demo_saysWhichCommandRepeatsIt() {
    TestingCli.Result demo = TestingCli.run("demo", "--keep", place());

    assertThat(demo.err()).contains("afterimage compare --evidence " + place());
    String offline = TestingCli.run("compare", "--evidence", place()).out();
    assertThat(withoutCommand(offline)).isEqualTo(withoutCommand(demo.out()));
  }

  private static List<String> withoutCommand(String report) {
    return report.lines().filter(line -> !line.contains("afterimage ")).toList();
  }

  @Test
  void quietDemo_tellsNothingButTheReport() {
    TestingCli.Result demo = TestingCli.run("demo", "-q", "--keep", place());

    assertThat(demo.out()).contains("stale-init-state");
    assertThat(demo.err()).isEmpty();
  }

  @Test
  void wrongOption_isToldBeforeAnythingRuns() {
    TestingCli.Result demo = TestingCli.run("demo", "--keep", place(), "--outcome", "nothing");

    assertThat(demo.status()).isEqualTo(2);
    assertThat(temp.resolve("case")).doesNotExist();
  }

  @Test
  void environmentForAws_isNeitherNeededNorRead() throws Exception {
    Path home = Files.createDirectory(temp.resolve("home"));
    ProcessBuilder builder =
        TestingLive.process(
            List.of("-Duser.home=" + home, "-Dhttp.proxyHost=192.0.2.1", "-Dhttp.proxyPort=9"),
            "demo",
            "--keep",
            place());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_PROFILE", "nobody-has-this-one",
                "AWS_ACCESS_KEY_ID", "AKIDNOTTOBEUSED",
                "AWS_ENDPOINT_URL", "http://192.0.2.1:9",
                "HTTP_PROXY", "http://192.0.2.1:9",
                "http_proxy", "http://192.0.2.1:9",
                "HOME", home.toString()));
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("stale-init-state").doesNotContain("AKIDNOTTOBEUSED");
    assertThat(home).isEmptyDirectory();
  }
}
