// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.report.ImageAtReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code image at} on the example, and where it cannot answer. */
class ImageAtTest {
  private static final String POLL = "embedding-line-poll-lambda-dev";
  private static final String RUN_A = "2025-11-16T18:58:00-08:00";
  private static final String DIGEST =
      "sha256:47ed87f9aaae891107c6ec326537468098b35583b441739f5c0df027638c5905";

  @TempDir Path folder;

  private static TestingCli.Result at(String function, String time, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "image",
                "at",
                function,
                "--at",
                time,
                "--evidence",
                TestingCli.example().toString()));
    arguments.addAll(List.of(more));
    return TestingCli.run(arguments.toArray(String[]::new));
  }

  @Test
  void text_namesTheDigest_itsGrade_andTheTimeline() {
    TestingCli.Result result = at(POLL, RUN_A);

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains(DIGEST + "  proved", "because: ", "Timeline", "<- asked for", "pushed to");
  }

  @Test
  void json_hasTheImageWithItsEvidence_whichResolves() throws IOException {
    JsonNode answer = at(POLL, RUN_A, "--format", "json").json();
    List<JsonNode> refs = new ArrayList<>();
    ReportSchemaTest.collect(answer, refs);

    assertThat(ReportSchemaTest.problems(answer, ImageAtReport.class, "image-at-1")).isEmpty();
    assertThat(answer.path("schema").asText()).isEqualTo("afterimage/image-at/1");
    assertThat(answer.path("at").asText()).isEqualTo("2025-11-17T02:58:00.000Z");
    assertThat(answer.at("/images/0/digest").asText()).isEqualTo(DIGEST);
    assertThat(answer.at("/images/0/grade").asText()).isEqualTo("proved");
    assertThat(answer.at("/images/0/chain")).isNotEmpty();
    assertThat(answer.path("timeline")).isNotEmpty();
    assertThat(refs).isNotEmpty();
    for (JsonNode ref : refs) {
      assertThat(ReportSchemaTest.resolve(ref, TestingCli.example()).isMissingNode()).isFalse();
    }
  }

  @Test
  void markdown_isATable() {
    assertThat(at(POLL, RUN_A, "--format", "markdown").out())
        .startsWith("# " + POLL + " at 2025-11-17T02:58:00.000Z\n")
        .contains("| `$LATEST` | `" + DIGEST + "`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1763348280", "1763348280000", "2025-11-17T02:58:00Z"})
  void everyWritingOfAMoment_isUnderstood(String time) {
    assertThat(at(POLL, time, "--format", "json").json().path("at").asText())
        .isEqualTo("2025-11-17T02:58:00.000Z");
  }

  @Test
  void arnAndQualifier_areUnderstood() {
    String arn = "arn:aws:lambda:us-east-1:681647709217:function:" + POLL + ":$LATEST";
    JsonNode answer = at(arn, RUN_A, "--format", "json").json();

    assertThat(answer.path("function").asText()).isEqualTo(POLL);
    assertThat(answer.path("qualifier").asText()).isEqualTo("$LATEST");
  }

  @Test
  void momentAfterTheQuestion_isUnknown() {
    assertThat(
            at(POLL, "2026-01-01T00:00:00Z", "--format", "json")
                .json()
                .at("/images/0/grade")
                .asText())
        .isEqualTo("unknown");
  }

  @Test
  void output_goesToTheFile() throws IOException {
    Path file = folder.resolve("answer.md");
    TestingCli.Result result = at(POLL, RUN_A, "--format", "markdown", "-o", file.toString());

    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(file)).startsWith("# ");
  }

  @Test
  void unknownFunction_namesTheKnownOnes() {
    TestingCli.Result result = at("poll", RUN_A);

    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("shows the code of poll", POLL);
    assertThat(result.err().strip().lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "18:58", "2025-11-16"})
  void noMoment_isAUsageError(String time) {
    TestingCli.Result result = at(POLL, time);

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--at").doesNotContain("\tat ");
  }

  @Test
  void missingOptions_areAUsageError() {
    assertThat(TestingCli.run("image", "at", POLL).status()).isEqualTo(2);
    assertThat(TestingCli.run("image").status()).isEqualTo(2);
  }
}
