// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example with parts taken out or everything renamed: what may change, and what must not. */
class ExampleVariantsTest {
  private static final String POLL = "embedding-line-poll-lambda-dev";
  private static final String FAILING_RUN = "19:12:4";

  @TempDir Path folder;

  @Test
  void example_isConfirmed() {
    TestingCli.Result result = TestingCli.explain(TestingCli.example());

    assertThat(result.json().at("/rootCause/id").asText()).isEqualTo("stale-init-state");
    assertThat(result.verdict("stale-init-state")).isEqualTo("confirmed");
    assertThat(result.verdict("cold-storm")).isEqualTo("refuted");
    assertThat(result.verdict("fn-timeout")).isEqualTo("refuted");
    assertThat(result.json().at("/images/verdict").asText()).isEqualTo("same");
  }

  @Test
  void guardLinesOut_isSupported_andSaysWhatWouldDecide() {
    Path copy = TestingCase.example().withoutLogs(ExampleVariantsTest::isGuardLine).write(folder);

    TestingCli.Result result = TestingCli.explain(copy);

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
    assertThat(result.hypothesis("stale-init-state").path("confidence").asDouble()).isLessThan(0.6);
    assertThat(result.hypothesis("stale-init-state").path("wouldDecide")).isNotEmpty();
  }

  @Test
  void controlsOut_isSupported() {
    Path copy = withoutControls(TestingCase.example()).write(folder);

    TestingCli.Result result = TestingCli.explain(copy);

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
  }

  @Test
  void logsOut_isInconclusiveAtMost_andNamesTheCall() {
    Path copy = TestingCase.example().without("logs/").write(folder);

    TestingCli.Result result = TestingCli.explain(copy);

    assertThat(result.verdict("stale-init-state")).isIn("inconclusive", "not-tested", "refuted");
    assertThat(result.hypothesis("stale-init-state").at("/wouldDecide/0/iamAction").asText())
        .isEqualTo("logs:FilterLogEvents");
    assertThat(
            result.json().path("rootCause").isNull()
                || result.json().at("/rootCause/id").asText().equals("handled-exception"))
        .isTrue();
  }

  @Test
  void everythingRenamed_givesTheSameVerdicts() {
    Path copy = disguised(TestingCase.example()).write(folder);

    assertThat(verdicts(TestingCli.explain(copy)))
        .isEqualTo(verdicts(TestingCli.explain(TestingCli.example())));
  }

  @Test
  void everythingRenamedWithoutGuardLines_isSupported() {
    TestingCase copy = TestingCase.example().withoutLogs(ExampleVariantsTest::isGuardLine);

    TestingCli.Result result = TestingCli.explain(disguised(copy).write(folder));

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
  }

  @Test
  void everythingRenamedWithoutControls_isSupported() {
    TestingCase copy = withoutControls(TestingCase.example());

    TestingCli.Result result = TestingCli.explain(disguised(copy).write(folder));

    assertThat(result.verdict("stale-init-state")).isEqualTo("supported");
  }

  private static Map<String, String> verdicts(TestingCli.Result result) {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode hypothesis : result.json().path("hypotheses")) {
      verdicts.put(hypothesis.path("id").asText(), hypothesis.path("verdict").asText());
    }
    assertThat(verdicts).hasSize(85);
    return verdicts;
  }

  private static boolean isGuardLine(JsonNode event) {
    return event.path("message").asText().contains("TimeoutGuard");
  }

  /** The fresh sandboxes of the failing run, and the young warm invocation of the good one. */
  private static TestingCase withoutControls(TestingCase copy) {
    String notReady = "BatchNotReady";
    String[] healed = new String[1];
    copy.withoutLogs(
        event -> {
          if (event.path("message").asText().contains(notReady)) {
            healed[0] = event.path("logStreamName").asText();
          }
          return false;
        });
    long failingStart = 1_763_349_163_000L;
    Map<String, Long> firstSeen = new TreeMap<>();
    copy.withoutLogs(
        event -> {
          firstSeen.merge(
              event.path("logStreamName").asText(), event.path("timestamp").asLong(), Math::min);
          return false;
        });
    return copy.withoutLogs(
        event -> {
          String stream = event.path("logStreamName").asText();
          return stream.equals(healed[0]) || (firstSeen.getOrDefault(stream, 0L) > failingStart);
        });
  }

  /** Other names, another account, other dates, another language, 80 % of 300 s. */
  private static TestingCase disguised(TestingCase copy) {
    Map<String, String> words =
        Map.ofEntries(
            Map.entry("embedding-line-", "rechnungslauf-"),
            Map.entry("PollBatches", "AlleStapel"),
            Map.entry("PollBatch", "EinStapel"),
            Map.entry("ListPendingBatches", "OffeneSuchen"),
            Map.entry("NormalizePollData", "Vereinheitlichen"),
            Map.entry("681647709217", "210987654321"),
            Map.entry("us-east-1", "eu-central-1"),
            Map.entry("batch_id", "stapel_nr"),
            Map.entry("list_result", "liste"),
            Map.entry(
                "Operation line_polling_handler exceeded timeout limits", "Frist überschritten"),
            Map.entry("Operation {operation} exceeded timeout limits", "Frist überschritten"),
            Map.entry("RuntimeError", "FristFehler"),
            Map.entry("TimeoutGuard", "Waechter"),
            Map.entry("start=", "seit "),
            Map.entry("remaining=", "noch "),
            Map.entry("polled", "abgeholt"));
    return copy.map(ExampleVariantsTest::otherLimit)
        .map(text -> replaced(text, words))
        .map(ExampleVariantsTest::laterDates);
  }

  private static String replaced(String text, Map<String, String> words) {
    String result = text;
    for (Map.Entry<String, String> word :
        words.entrySet().stream()
            .sorted((a, b) -> b.getKey().length() - a.getKey().length())
            .toList()) {
      result = result.replace(word.getKey(), word.getValue());
    }
    return result;
  }

  private static String otherLimit(String text) {
    String limit =
        Pattern.compile("limit=855\\.0s remaining=(-?[\\d.]+)s")
            .matcher(text)
            .replaceAll(
                m ->
                    "limit=240.0s remaining="
                        + String.format(Locale.ROOT, "%.1f", Double.parseDouble(m.group(1)) - 615)
                        + "s");
    return limit
        .replace("\"Timeout\": 900", "\"Timeout\": 300")
        .replace("timeout\\\":900", "timeout\\\":300");
  }

  /** Fifty-two days later, in every form in which the example writes a time. */
  private static String laterDates(String text) {
    String days =
        text.replace("2025-11-16T", "2026-01-07T")
            .replace("2025-11-17T", "2026-01-08T")
            .replace("2025/11/17/", "2026/01/08/");
    long seconds = 52L * 86_400;
    String millis =
        Pattern.compile("\\b17633\\d{8}\\b")
            .matcher(days)
            .replaceAll(m -> String.valueOf(Long.parseLong(m.group()) + seconds * 1000));
    return Pattern.compile("\\b(17633\\d{5})(?=\\.\\d)")
        .matcher(millis)
        .replaceAll((MatchResult m) -> String.valueOf(Long.parseLong(m.group(1)) + seconds));
  }

  @Test
  void fixture_coversWhatItTakesOut() {
    TestingCase whole = TestingCase.example();
    int[] guard = new int[1];
    whole.withoutLogs(
        event -> {
          guard[0] += isGuardLine(event) ? 1 : 0;
          return false;
        });

    assertThat(guard[0]).isGreaterThan(50);
    assertThat(whole.files().keySet()).anyMatch(name -> name.contains(POLL));
    assertThat(whole.files().values()).anyMatch(text -> text.contains(FAILING_RUN));
  }
}
