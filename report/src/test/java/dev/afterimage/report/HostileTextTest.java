// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.CaseFile;
import dev.afterimage.report.graph.MermaidGraph;
import dev.afterimage.report.graph.StateGraphBuilder;
import dev.afterimage.report.html.HtmlReport;
import dev.afterimage.report.testing.HostileCase;
import dev.afterimage.report.testing.HostileStrings;
import dev.afterimage.report.testing.TestingExaminations;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two hundred hostile strings in every text field break neither terminal, Markdown nor page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTextTest {
  /** A tag that no template of the page writes, or a handler in any tag. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?i)<(img|iframe|object|embed|base|form|video|math|template)\\b|<[a-z][^<>]*\\son[a-z]+\\s*=");

  private CaseFile.Examination examination;
  private String html = "";

  @BeforeAll
  void examine(@TempDir Path folder) {
    examination = TestingExaminations.examine(HostileCase.build(), folder);
    html = TestingExaminations.page(examination, folder, HtmlReport.DEFAULT_BUDGET);
  }

  @Test
  void strings_areTwoHundred_andPlanted() {
    assertThat(HostileStrings.all()).hasSize(200);
    assertThat(examination.diagnosis().failure().orElseThrow().failure().attempts())
        .hasSizeGreaterThanOrEqualTo(200);
  }

  private static void assertPlain(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n'))
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Test
  void terminal_getsNoControls_andLinesThatEnd() {
    String text = TextReport.write(examination.diagnosis(), Paint.NONE);

    assertPlain(text);
    assertThat(text.lines()).allMatch(line -> line.length() < 5_000);
  }

  private String markdown() {
    var comparison = examination.diagnosis().comparison();
    var pair = examination.situation().pair();
    Optional<String> chart =
        MermaidGraph.write(
            StateGraphBuilder.build(pair, comparison.alignment(), comparison.definition()));
    return MarkdownReport.write(examination.diagnosis(), chart, "afterimage compare");
  }

  @Test
  void markdown_keepsItsBlocksAndHasNoMarkup() {
    String text = markdown();

    assertPlain(text);
    assertThat(text.lines().filter(line -> line.strip().startsWith("```")).count() % 2).isZero();
    assertThat(outsideOfCode(text)).doesNotContain("<script", "<img", "<svg", "<b>");
    assertThat(outsideOfCode(text)).doesNotContainPattern("(?<!\\\\)\\]\\(");
  }

  /** Within code nothing is read as markup. */
  private static String outsideOfCode(String text) {
    return text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  @Test
  void page_hasNoControls_andNoMarkupOfTheirs() {
    assertPlain(html);
    String markup =
        html.replaceAll("(?s)<script.*?</script>|<style>.*?</style>", "")
            .replaceAll("=\"[^\"]*\"", "=\"\"");

    assertThat(FOREIGN.matcher(markup).results().map(result -> result.group()).toList()).isEmpty();
    assertThat(html).doesNotContainPattern("<[a-z]+\\b[^<>]*\\s(href|src)=\"(?!#|data:,)");
  }

  @Test
  void page_hasAsManyScriptsAsItWrites() {
    long data =
        Pattern.compile("<script type=\"application/octet-stream\"")
            .matcher(html)
            .results()
            .count();

    assertThat(Pattern.compile("(?i)<script").matcher(html).results().count()).isEqualTo(data + 1);
    assertThat(Pattern.compile("(?i)</script").matcher(html).results().count()).isEqualTo(data + 1);
    assertThat(Pattern.compile("(?i)<style").matcher(html).results().count()).isEqualTo(1);
  }

  @Test
  void page_keepsItsBudget() {
    assertThat((long) html.length()).isLessThan(HtmlReport.DEFAULT_BUDGET);
  }
}
