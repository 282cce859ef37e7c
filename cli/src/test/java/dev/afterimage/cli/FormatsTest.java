// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  private static final String EXAMPLE = TestingCli.example().toString();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "html,<!DOCTYPE html>",
    "trace,{\"traceEvents\":",
    "otlp,{\"resourceSpans\":",
    "junit,<?xml version=",
    "markdown,# ECR Image Comparison"
  })
  void format_isWritten(String format, String start) {
    TestingCli.Result result = TestingCli.run("compare", "--evidence", EXAMPLE, "--format", format);

    assertThat(result.status()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith(start);
  }

  @Test
  void markdown_holdsTheStates_asAChartThatRenderersDraw() {
    String out = TestingCli.run("compare", "--evidence", EXAMPLE, "--format", "markdown").out();

    assertThat(out).contains("## States\n\n```mermaid\nflowchart TD\n");
    assertThat(out).contains("PollBatch<br/>A 27 · B 27, 10 failed, 17 cut off");
  }

  @Test
  void html_isTheSame_fromAnyOrderOfItsFiles() throws Exception {
    Path copy = TestingCase.example().write(folder.resolve("copy"));
    String html = TestingCli.run("compare", "--evidence", EXAMPLE, "--format", "html").out();

    assertThat(TestingCli.run("compare", "--evidence", copy.toString(), "--format", "html").out())
        .hasSameSizeAs(html);
    assertThat(html).contains("--format html").doesNotContain(TestingCli.root().toString());
  }

  @Test
  void htmlBudget_bounds() {
    Path file = folder.resolve("small.html");
    TestingCli.Result result =
        TestingCli.run(
            "compare",
            "--evidence",
            EXAMPLE,
            "--format",
            "html",
            "--html-budget",
            "1",
            "-o",
            file.toString());

    assertThat(result.status()).isZero();
    assertThat(file).content().contains("--html-budget raises its size");
  }

  @ParameterizedTest
  @CsvSource({
    "--html-budget 0 --format html,--html-budget must be a number of bytes",
    "--open,--open shows one HTML report",
    "--open --format json,--open shows one HTML report",
    "--format pdf,Invalid value for option '--format'"
  })
  void wrongOptions_areSaidSo(String options, String message) {
    List<String> arguments =
        Stream.concat(
                Stream.of("compare", "--evidence", EXAMPLE), Stream.of(options.split(" ", -1)))
            .toList();
    TestingCli.Result result = TestingCli.run(arguments.toArray(String[]::new));

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  private void twoFailed() {
    for (String name : List.of("one", "two")) {
      new TestingRun(name, Instant.parse("2026-01-01T00:00:00Z"))
          .entered("Task", "Charge", 0)
          .scheduled("charge", 2)
          .started(3)
          .failed("Boom", "it broke", 4)
          .ended("Failed", 5)
          .writeHistory(folder)
          .writeDescription(folder, "FAILED");
    }
  }

  @Test
  void allRunsAsHtml_goIntoAFolder_aFileEach() throws Exception {
    twoFailed();
    Path out = folder.resolve("out");
    TestingCli.Result result =
        TestingCli.run(
            "explain",
            "--all",
            "--evidence",
            folder.toString(),
            "--format",
            "html",
            "-o",
            out.toString());

    assertThat(result.status()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("one.html", "two.html");
    }
  }

  @Test
  void allRunsAsHtml_withoutAFolder_areRefused() {
    twoFailed();
    TestingCli.Result result =
        TestingCli.run("explain", "--all", "--evidence", folder.toString(), "--format", "html");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("give a folder with -o");
  }

  @Test
  void allRunsAsATrace_areOneFile() {
    twoFailed();
    TestingCli.Result result =
        TestingCli.run("explain", "--all", "--evidence", folder.toString(), "--format", "trace");

    assertThat(result.json().path("traceEvents").findValuesAsText("name"))
        .contains("B one (FAILED)", "B two (FAILED)");
  }

  @Test
  void browser_isTheOneOfTheEnvironment_elseTheSystems() {
    URI page = URI.create("file:///r.html");

    assertThat(Browser.command("Linux", "firefox", page))
        .containsExactly("firefox", "file:///r.html");
    assertThat(Browser.command("Linux", null, page)).containsExactly("xdg-open", "file:///r.html");
    assertThat(Browser.command("Mac OS X", " ", page)).containsExactly("open", "file:///r.html");
    assertThat(Browser.command("Windows 11", null, page)).startsWith("rundll32");
  }
}
