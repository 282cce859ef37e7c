// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with an image beside it, whose guard logs nothing: what its code tells. */
class ImageContentTest {
  private static final String DIGEST =
      "47ed87f9aaae891107c6ec326537468098b35583b441739f5c0df027638c5905";
  private static final String LINE =
      "poll_handler.py:15 takes the clock at import, through timeout_guard.py:";

  @TempDir Path folder;

  /** The example as it would be with another image, without the lines of the guard. */
  private TestingCase silent(TestingLayout image) {
    return TestingCase.example()
        .withoutLogs(event -> event.path("message").asText().contains("TimeoutGuard"))
        .map(text -> text.replace(DIGEST, image.digest().substring("sha256:".length())));
  }

  private static TestingCli.Result compare(Path evidence, String... more) {
    String[] arguments = new String[5 + more.length];
    System.arraycopy(
        new String[] {"compare", "--evidence", evidence.toString(), "--format", "json"},
        0,
        arguments,
        0,
        5);
    System.arraycopy(more, 0, arguments, 5, more.length);
    return TestingCli.run(arguments);
  }

  @Test
  void layoutBesideTheCase_confirmsByTheLineOfCode() {
    TestingLayout image = TestingLayout.guarded();
    Path evidence = silent(image).write(folder.resolve("case"));
    image.layout(evidence.resolve("images/poll"));
    TestingCli.Result result = compare(evidence);

    assertThat(result.err()).isEmpty();
    assertThat(result.verdict("stale-init-state")).isEqualTo("confirmed");
    assertThat(result.hypothesis("stale-init-state").path("for").findValuesAsText("text"))
        .anyMatch(text -> text.startsWith(LINE));
    JsonNode source = result.json().path("failure").path("source");
    assertThat(source.path("path").asText()).isEqualTo("/var/task/timeout_guard.py");
    assertThat(source.path("line").asInt()).isEqualTo(31);
    assertThat(source.path("how").asText()).isEqualTo("trace");
    assertThat(source.path("createdBy").asText()).isEqualTo("COPY src/ /var/task/");
    assertThat(source.path("image").asText()).isEqualTo(image.digest());
  }

  @Test
  void caseWithoutAnImage_isSupportedOnly() {
    Path evidence = silent(TestingLayout.guarded()).write(folder.resolve("case"));
    TestingCli.Result result = compare(evidence);

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
    assertThat(result.json().path("failure").path("source").isNull()).isTrue();
  }

  @Test
  void layoutOfAnotherDigest_isNotUsed() {
    Path evidence = silent(TestingLayout.guarded()).write(folder.resolve("case"));
    TestingLayout.guarded().text("var/task/more.txt", "x").layout(evidence.resolve("images"));

    assertThat(compare(evidence).verdict("stale-init-state")).isEqualTo("supported");
  }

  @Test
  void imageThatTakesTheClockInTheHandler_confirmsNothing() {
    TestingLayout image =
        TestingLayout.guarded()
            .replace(
                "var/task/poll_handler.py",
                "guard = TimeoutGuard(\"line_polling_handler\", 900)",
                "# The guard is made for each call.")
            .replace(
                "var/task/poll_handler.py",
                "    guard.check(",
                "    TimeoutGuard(\"line_polling_handler\", 900).check(");
    Path evidence = silent(image).write(folder.resolve("case"));
    image.layout(evidence.resolve("images"));
    TestingCli.Result result = compare(evidence);

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
    assertThat(result.json().path("failure").path("source").path("line").asInt()).isEqualTo(31);
  }

  @Test
  void archive_isTiedByItsConfiguration() {
    TestingLayout image = TestingLayout.guarded();
    TestingCase silent = silent(image);
    silent
        .files()
        .put(
            "ecr/batch-get-image.json",
            "{\"images\":[{\"imageId\":{\"imageDigest\":\""
                + image.digest()
                + "\"},\"imageManifest\":"
                + quoted(image.manifestText())
                + "}]}");
    Path evidence = silent.write(folder.resolve("case"));
    image.archive(evidence.resolve("poll.tar"));

    assertThat(compare(evidence).verdict("stale-init-state")).isEqualTo("confirmed");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  @Test
  void archive_thatNothingTiesToTheRun_isNotUsed() {
    TestingLayout image = TestingLayout.guarded();
    Path evidence = silent(image).write(folder.resolve("case"));
    image.archive(evidence.resolve("poll.tar"));

    assertThat(compare(evidence).verdict("stale-init-state")).isEqualTo("supported");
  }

  @Test
  void imageThatIsNamed_isLookedInto() {
    TestingLayout image = TestingLayout.guarded();
    Path evidence = silent(image).write(folder.resolve("case"));
    Path layout = image.layout(folder.resolve("elsewhere"));

    assertThat(
            compare(evidence, "--image", image.digest() + "=" + layout).verdict("stale-init-state"))
        .isEqualTo("confirmed");
  }

  @Test
  void otherImageThatIsNamedForTheFunction_isNotUsed_andSaidSo() {
    Path evidence = silent(TestingLayout.guarded()).write(folder.resolve("case"));
    Path layout =
        TestingLayout.guarded().text("var/task/x.txt", "x").layout(folder.resolve("elsewhere"));
    TestingCli.Result result =
        compare(evidence, "--image", "embedding-line-poll-lambda-dev=" + layout);

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
    assertThat(result.json().path("warnings").toString()).contains("its image is not the one");
  }

  @Test
  void imageThatIsNotThere_isSaid_andCostsOnlyItsLine() {
    TestingLayout image = TestingLayout.guarded().text("var/task/gone.txt", "gone");
    Path evidence = silent(image).write(folder.resolve("case"));
    TestingCli.Result result = compare(evidence, "--image", image.digest() + "=./no-such-folder");

    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("there is no file or folder ./no-such-folder");
    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
  }

  @Test
  void answerOfTheCommand_isEvidenceInTheCase_andGivesTheSameEachTime() {
    TestingLayout image = TestingLayout.guarded();
    Path layout = image.layout(folder.resolve("elsewhere"));
    TestingCli.Result source =
        TestingCli.run(
            "image",
            "source",
            layout.toString(),
            "--error",
            "RuntimeError: Operation line_polling_handler exceeded timeout limits");
    TestingCase silent = silent(image);
    silent.files().put("any-name.json", source.out());
    Path evidence = silent.write(folder.resolve("case"));
    TestingCli.Result result = compare(evidence);

    assertThat(result.verdict("stale-init-state")).isEqualTo("confirmed");
    assertThat(result.json().at("/failure/source/how").asText()).isEqualTo("text");
    assertThat(compare(evidence).out()).isEqualTo(result.out());
  }

  @Test
  void everyFormat_showsTheLine() {
    TestingLayout image = TestingLayout.guarded();
    Path evidence = silent(image).write(folder.resolve("case"));
    image.layout(evidence.resolve("images"));
    for (String format : new String[] {"text", "markdown", "html"}) {
      TestingCli.Result result =
          TestingCli.run("compare", "--evidence", evidence.toString(), "--format", format);
      assertThat(result.out()).as(format).contains("guard.py:31", "in TimeoutGuard.check");
      assertThat(result.out()).as(format).contains("raise RuntimeError(f");
    }
  }
}
