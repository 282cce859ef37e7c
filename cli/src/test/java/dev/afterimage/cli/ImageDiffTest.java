// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.oci.report.ImageDiffReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code image diff} and {@code image source} by themselves. */
class ImageDiffTest {
  private static final String ERROR =
      "RuntimeError: Operation line_polling_handler exceeded timeout limits";

  @TempDir Path folder;

  private Path guarded() {
    return TestingLayout.guarded().layout(folder.resolve("a"));
  }

  private Path changed() {
    return TestingLayout.guarded()
        .replace("var/task/timeout_guard.py", "0.95", "0.90")
        .layout(folder.resolve("b"));
  }

  private static TestingCli.Result diff(Path a, Path b, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "image";
    arguments[1] = "diff";
    arguments[2] = a.toString();
    arguments[3] = b.toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return TestingCli.run(arguments);
  }

  @Test
  void changedFile_isShownWithItsText() {
    TestingCli.Result result = diff(guarded(), changed());

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("/var/task/timeout_guard.py", "-SHARE = 0.95", "+SHARE = 0.90");
  }

  @Test
  void exitCode_isThatOfGitDiff() {
    assertThat(diff(guarded(), changed(), "--exit-code").status()).isEqualTo(1);
    assertThat(diff(guarded(), guarded(), "--exit-code").status()).isZero();
  }

  @Test
  void otherTimesAlone_areNoDifference() {
    Path rebuilt = TestingLayout.guarded().writtenAt(1_764_000_000).layout(folder.resolve("b"));
    TestingCli.Result result = diff(guarded(), rebuilt, "--exit-code", "--format", "json");

    assertThat(result.status()).isZero();
    assertThat(result.json().path("verdict").asText()).isEqualTo("rebuilt-without-change");
  }

  @Test
  void json_namesBothDigests() throws IOException {
    TestingCli.Result result = diff(guarded(), changed(), "--format", "json");

    assertThat(ReportSchemaTest.problems(result.json(), ImageDiffReport.class, "image-diff-1"))
        .isEmpty();
    assertThat(result.json().path("schema").asText()).isEqualTo("afterimage/image-diff/1");
    assertThat(result.json().at("/a/digest").asText()).isEqualTo(TestingLayout.guarded().digest());
    assertThat(result.json().at("/b/digest").asText()).startsWith("sha256:");
  }

  @Test
  void everyFormat_isWritten() {
    assertThat(diff(guarded(), changed(), "--format", "markdown").out()).contains("```diff");
    assertThat(diff(guarded(), changed(), "--format", "html").out()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void imageThatIsNotThere_isNoEvidence() {
    TestingCli.Result result = diff(guarded(), folder.resolve("none"));

    assertThat(result.status()).isEqualTo(ExitStatus.NO_EVIDENCE);
    assertThat(result.err()).contains("there is no file or folder").hasLineCount(1);
  }

  @Test
  void oneImage_isWrongUsage() {
    assertThat(TestingCli.run("image", "diff", guarded().toString()).status())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void open_withoutHtml_isWrongUsage() {
    assertThat(diff(guarded(), changed(), "--open").status()).isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void source_isFoundByTheTextAlone() throws IOException {
    Path error = Files.writeString(folder.resolve("error.txt"), ERROR);
    TestingCli.Result result =
        TestingCli.run("image", "source", guarded().toString(), "--error-file", error.toString());

    assertThat(result.status()).isZero();
    assertThat(ReportSchemaTest.problems(result.json(), ImageDiffReport.class, "source-1"))
        .isEmpty();
    assertThat(result.json().path("afterimage").asText()).isEqualTo("source/1");
    assertThat(result.json().at("/image/digest").asText())
        .isEqualTo(TestingLayout.guarded().digest());
    assertThat(result.json().at("/raised/line").asInt()).isEqualTo(31);
    assertThat(result.json().at("/state/0/kind").asText()).isEqualTo("clock");
    assertThat(result.json().at("/state/0/usedByRaiser").asBoolean()).isTrue();
  }

  @Test
  void source_ofAnErrorThatNoLineFits_isNull() {
    TestingCli.Result result =
        TestingCli.run("image", "source", guarded().toString(), "--error", "KeyError: nowhere");

    assertThat(result.status()).isZero();
    assertThat(result.json().path("raised").isNull()).isTrue();
  }

  @Test
  void source_masksTheSecretsOfTheError() {
    String secret = "AKIA" + "ABCDEFGHIJKLMNOP";
    TestingCli.Result result =
        TestingCli.run("image", "source", guarded().toString(), "--error", ERROR + " " + secret);

    assertThat(result.out()).doesNotContain(secret).contains("[redacted]");
  }

  @Test
  void source_withoutAnError_isWrongUsage() {
    assertThat(TestingCli.run("image", "source", guarded().toString()).status())
        .isEqualTo(ExitStatus.USAGE);
    assertThat(TestingCli.run("image", "source", guarded().toString(), "--error", " ").status())
        .isEqualTo(ExitStatus.USAGE);
  }

  @Test
  void source_ofAFileThatIsNoImage_isNoEvidence() throws IOException {
    Path file = Files.writeString(folder.resolve("note.tar"), "no archive");
    TestingCli.Result result = TestingCli.run("image", "source", file.toString(), "--error", ERROR);

    assertThat(result.status()).isEqualTo(ExitStatus.NO_EVIDENCE);
    assertThat(result.err()).hasLineCount(1);
  }
}
