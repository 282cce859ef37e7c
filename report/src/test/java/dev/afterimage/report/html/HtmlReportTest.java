// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.report.testing.TestingChunks;
import dev.afterimage.report.testing.TestingExaminations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtmlReportTest {
  private static final Pattern REF = Pattern.compile("data-ref=\"(\\d+)\"");

  private CaseFile.Examination example;
  private String page = "";
  private Map<String, JsonNode> chunks = Map.of();

  @BeforeAll
  void examine() {
    example = TestingExaminations.example();
    page =
        TestingExaminations.page(
            example, TestingExaminations.exampleFolder(), HtmlReport.DEFAULT_BUDGET);
    chunks = TestingChunks.of(page);
  }

  private JsonNode chunk(String id) {
    return chunks.getOrDefault(id, MissingNode.getInstance());
  }

  @Test
  void example_answersAtTheTop() {
    String top = page.substring(page.indexOf("<main>"), page.indexOf("id=\"causes\""));

    assertThat(top).contains("RuntimeError in PollBatches[0]/PollBatch", "confirmed");
    assertThat(top).contains("stale-init-state", "Same image", "SUCCEEDED", "FAILED");
  }

  @Test
  void example_isTheSameAgain() {
    assertThat(
            TestingExaminations.page(
                TestingExaminations.example(),
                TestingExaminations.exampleFolder(),
                HtmlReport.DEFAULT_BUDGET))
        .isEqualTo(page);
  }

  @Test
  void policy_namesTheInlinedStyleAndScript() {
    String policy =
        page.substring(page.indexOf("Content-Security-Policy"), page.indexOf("<title>"));
    String style = between(page, "<style>", "</style>");
    String script = page.substring(page.lastIndexOf("<script>") + 8, page.lastIndexOf("</script>"));

    assertThat(policy).contains("default-src 'none'", Assets.hash(style), Assets.hash(script));
    assertThat(policy).doesNotContain("unsafe-inline", "http:", "https:");
  }

  @Test
  void page_namesNoOtherPlaceToLoadFrom() {
    String markup = page.replaceAll("(?s)<script.*?</script>", "");

    assertThat(Pattern.compile("(src|href|action)=\"(?!#|data:,)[^\"]+\"").matcher(markup).find())
        .isFalse();
    assertThat(markup).doesNotContain("style=\"").doesNotContainPattern("\\son\\w+=\"");
  }

  @Test
  void everyLink_leadsToAPlaceAndItsRecord() {
    JsonNode index = chunk("index");
    Matcher matcher = REF.matcher(page);
    List<Integer> numbers = new ArrayList<>();
    while (matcher.find()) {
      numbers.add(Integer.parseInt(matcher.group(1)));
    }

    assertThat(numbers).hasSizeGreaterThan(50);
    for (int number : numbers) {
      JsonNode ref = index.path("refs").path(number);
      assertThat(record(index, ref).isMissingNode()).as("record of %s", ref).isFalse();
      assertThat(page).contains("id=\"place-" + number + "\"");
    }
  }

  @Test
  void record_holdsWhatThePointerNames() {
    JsonNode index = chunk("index");
    for (JsonNode ref : index.path("refs")) {
      String from = index.path("records").path(ref.path("record").asInt()).path("pointer").asText();
      String rest = ref.path("pointer").asText().substring(from.length());

      assertThat(record(index, ref).at(rest).isMissingNode()).as("%s", ref).isFalse();
    }
  }

  @Test
  void smallBudget_isKept_andSaidSo() {
    int budget = page.getBytes(StandardCharsets.UTF_8).length - 5_000;
    String small = TestingExaminations.page(example, TestingExaminations.exampleFolder(), budget);

    assertThat(small.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(budget);
    assertThat(small).contains("--html-budget raises its size");
    assertThat(page).doesNotContain("--html-budget raises its size");
  }

  private static TestingCase pair() {
    return new TestingCase()
        .run(TestingExaminations.good("good"))
        .run(TestingExaminations.bad("bad", "Boom", "it broke"));
  }

  private static String images(TestingCase testingCase, Path folder) {
    CaseFile.Examination examination = TestingExaminations.examine(testingCase, folder);
    return between(
        TestingExaminations.page(examination, folder, 900_000), "id=\"images\"", "</section>");
  }

  @Test
  void imageThatIsNotProved_namesTheCallsThatWouldProveIt(@TempDir Path folder) {
    assertThat(images(pair(), folder))
        .contains("$LATEST is not known, not proved.", "Would prove more: ")
        .contains("aws lambda get-function --function-name charge", "(lambda:GetFunction)")
        .contains("aws cloudtrail lookup-events ", "(cloudtrail:LookupEvents)");
  }

  @Test
  void imageThatIsNotProved_namesWhatElseItMayHaveBeen(@TempDir Path folder) {
    TestingCase twice =
        pair()
            .file("one.json", state("ab".repeat(32), "2026-02-03T08:00:00Z"))
            .file("two.json", state("cd".repeat(32), "2026-02-04T08:00:00Z"));

    assertThat(images(twice, folder))
        .containsPattern(
            "It may have been <code class=\"digest\">sha256:(ab|cd){32}</code> instead")
        .contains("(cloudtrail:LookupEvents)");
  }

  private static JsonNode state(String digest, String modified) {
    return TestingCase.json(
        "{'Configuration': {'FunctionName': 'charge', 'Version': '$LATEST', 'PackageType': 'Image',"
            + " 'CodeSha256': '"
            + digest
            + "', 'LastModified': '"
            + modified
            + "'}, 'Code': {}}");
  }

  @Test
  void imageThatIsProved_leavesNothingOpen() {
    assertThat(between(page, "id=\"images\"", "</section>")).doesNotContain("Would prove more");
  }

  @Test
  void evidenceThatChangedSince_isNamedAndNotShown(@TempDir Path folder) {
    CaseFile.Examination examination =
        TestingExaminations.examine(
            new TestingCase()
                .run(TestingExaminations.good("good"))
                .run(TestingExaminations.bad("bad", "Boom", "it broke")),
            folder.resolve("first"));
    Path other =
        new TestingCase().run(TestingExaminations.good("other")).write(folder.resolve("second"));

    JsonNode index =
        TestingChunks.of(TestingExaminations.page(examination, other, 900_000), "index");

    assertThat(index.path("refs")).isNotEmpty().allMatch(ref -> !ref.has("record"));
  }

  @Test
  void failingStep_isHeldInFull_withItsDifference(@TempDir Path folder) {
    CaseFile.Examination examination =
        TestingExaminations.examine(
            new TestingCase()
                .run(TestingExaminations.good("good"))
                .run(TestingExaminations.bad("bad", "Boom", "{\"errorMessage\":\"it broke\"}")),
            folder);
    String small = TestingExaminations.page(examination, folder, 900_000);
    JsonNode steps = TestingChunks.of(small, "index").path("steps");

    JsonNode detail =
        TestingChunks.of(small, "data-" + steps.path("chunk").path(0).asInt())
            .path(steps.path("index").path(0).asInt());

    assertThat(detail.path("b").path("error").asText()).isEqualTo("Boom");
    assertThat(detail.path("input").path("fields").path(0))
        .hasToString("[\"/amount\",\"5\",\"6\"]");
  }

  @Test
  void budget_mustBePositive() {
    assertThatThrownBy(() -> new HtmlReport.Options("c", "v", 0, Optional.empty()))
        .hasMessage("a page cannot take 0 bytes");
  }

  private JsonNode record(JsonNode index, JsonNode ref) {
    JsonNode at = index.path("records").path(ref.path("record").asInt(-1));
    return chunk("data-" + at.path("chunk").asInt(-1)).path(at.path("index").asInt());
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    return text.substring(start, text.indexOf(to, start));
  }
}
