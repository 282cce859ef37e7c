// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the reports say of an image that is not proved, and what would prove it. */
class OpenProofReportTest {
  private static final String POLL = "embedding-line-poll-lambda-dev";

  @TempDir Path folder;

  /** The example without what shows the function's code. */
  private Path unproved() {
    return TestingCase.example()
        .without("lambda/get-function-" + POLL)
        .without("cloudtrail/")
        .write(folder);
  }

  private static JsonNode image(JsonNode report) {
    for (JsonNode function : report.at("/images/functions")) {
      if (function.path("function").asText().equals(POLL)) {
        return function.at("/b/0");
      }
    }
    throw new AssertionError("no " + POLL);
  }

  @Test
  void json_namesTheCallThatWouldProveTheImage() throws IOException {
    JsonNode report = TestingCli.explain(unproved()).json();
    List<String> actions = new ArrayList<>();
    image(report).path("wouldProve").forEach(call -> actions.add(call.path("iamAction").asText()));

    assertThat(image(report).path("grade").asText()).isEqualTo("unknown");
    assertThat(actions).containsExactly("lambda:GetFunction", "cloudtrail:LookupEvents");
    assertThat(image(report).at("/wouldProve/0/call").asText())
        .isEqualTo("aws lambda get-function --function-name " + POLL);
    assertThat(ReportSchemaTest.problems(report)).isEmpty();
  }

  @Test
  void json_ofAProvedImage_leavesNothingOpen() {
    JsonNode image = image(TestingCli.explain(TestingCli.example()).json());

    assertThat(image.path("grade").asText()).isEqualTo("proved");
    assertThat(image.path("wouldProve").isArray()).isTrue();
    assertThat(image.path("wouldProve")).isEmpty();
    assertThat(image.path("alternatives")).isEmpty();
  }

  @Test
  void html_namesItToo() {
    String evidence = unproved().toString();

    assertThat(TestingCli.run("explain", "--evidence", evidence, "--format", "html").out())
        .contains("Would prove more: ", "aws lambda get-function --function-name " + POLL);
  }

  @Test
  void markdownAndText_nameItToo_andOnlyThere() {
    String evidence = unproved().toString();
    String command = "aws lambda get-function --function-name " + POLL;

    assertThat(TestingCli.run("explain", "--evidence", evidence, "--format", "markdown").out())
        .contains("- **B** `$LATEST`: unknown, ", "would prove more: ", "`" + command + "`");
    assertThat(TestingCli.run("explain", "--evidence", evidence).out())
        .contains("B is unknown: ", "to prove it: " + command);
    assertThat(TestingCli.run("explain", "--evidence", TestingCli.example().toString()).out())
        .doesNotContain("to prove it: " + command);
  }

  @Test
  void imageAt_namesIt_forAMomentThatNothingShows() {
    String[] asked = {
      "image", "at", POLL, "--at", "2026-01-01T00:00:00Z", "--evidence", "", "--format", ""
    };
    asked[6] = TestingCli.example().toString();
    asked[8] = "text";
    assertThat(TestingCli.run(asked).out()).contains("open: ", "aws lambda get-function");
    asked[8] = "markdown";
    assertThat(TestingCli.run(asked).out()).contains("## What is open", "aws lambda get-function");
    asked[8] = "json";
    assertThat(TestingCli.run(asked).json().at("/images/0/wouldProve/0/iamAction").asText())
        .isEqualTo("lambda:GetFunction");
  }
}
