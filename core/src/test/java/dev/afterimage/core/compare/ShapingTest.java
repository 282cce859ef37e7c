// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static dev.afterimage.core.compare.TestingPair.a;
import static dev.afterimage.core.compare.TestingPair.b;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingHistory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which field of a definition loses a value. */
class ShapingTest {
  private static String json(String text) {
    return text.replace('\'', '"');
  }

  /** A task that is given a region, with an answer, and a state that asks for the region. */
  private static TestingHistory run(TestingHistory history, String answer, String output) {
    history.entered("Task", "T", json("{'region': 'eu'}")).scheduled("f").started();
    history.succeeded(json(answer)).exited("Task", "T", json(output));
    return history.pass("Use", json(output), "{}").succeed("{}");
  }

  private static List<SilentLoss> losses(String state, String answer, String output) {
    String kept = "{'region': 'eu', 'n': 1}";
    return new TestingPair(
            run(a("{}"), "{'region': 'eu', 'n': 1}", kept), run(b("{}"), answer, output))
        .definition(
            "{'T': " + state + ", 'Use': {'Type': 'Pass', 'Parameters': {'r.$': '$.region'}}}")
        .losses();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'Type': 'Task'}|without a ResultPath its result replaces the input",
        "{'Type': 'Task', 'ResultPath': '$'}|without a ResultPath its result replaces the input",
        "{'Type': 'Task', 'ResultSelector': {'n.$': '$.n'}}|its ResultSelector leaves it out",
        "{'Type': 'Pass', 'Parameters': {'n.$': '$.n'}}|its Parameters leave it out",
        "{'Type': 'Task', 'ResultPath': '$.region'}|its ResultPath puts the result in that place",
        "{'Type': 'Task', 'ResultPath': '$.x', 'OutputPath': '$.x'}|its OutputPath leaves it out",
        "{'Type': 'Task', 'ResultPath': '$.x', 'OutputPath': null}|its OutputPath leaves it out",
        "{'Type': 'Pass', 'InputPath': '$.x'}|its InputPath leaves it out",
        "{'Type': 'Task', 'QueryLanguage': 'JSONata'}|without an Output its result replaces",
        "{'Type': 'Pass', 'QueryLanguage': 'JSONata', 'Output': '{% {} %}'}|its Output leaves"
      })
  void fieldThatLosesTheValue_isNamed(String state, String text) {
    List<SilentLoss> losses = losses(state, "{'n': 1}", "{'n': 1}");

    assertThat(losses).extracting(SilentLoss::field).containsExactly("/region");
    assertThat(losses.get(0).text()).contains("behind T (" + text);
    assertThat(losses.get(0).evidence())
        .anyMatch(ref -> ref.inner().filter(p -> p.startsWith("/States/T")).isPresent());
  }

  @Test
  void stateThatPassesEverythingOn_isNotBlamed() {
    List<SilentLoss> losses = losses("{'Type': 'Pass'}", "{'region': 'eu'}", "{'n': 1}");

    assertThat(losses.get(0).text()).startsWith("/region is missing behind T; the baseline");
  }

  @Test
  void taskThatGaveNoValue_isNamed() {
    TestingPair pair =
        new TestingPair(
            result(a("{}"), "{'Payload': {'total': 5}}", "{'total': 5}"),
            result(b("{}"), "{'Payload': {'total': null}}", "{'total': null}"));

    assertThat(pair.losses().get(0).text())
        .isEqualTo(
            "/total is null behind T (the result of its task lacks it); the baseline had a value");
  }

  @Test
  void taskThatGaveTheValue_isNotBlamed() {
    TestingPair pair =
        new TestingPair(
            result(a("{}"), "{'Payload': {'total': 5}}", "{'total': 5}"),
            result(b("{}"), "{'Payload': {'total': 5}}", "{'total': null}"));

    assertThat(pair.losses().get(0).text())
        .isEqualTo("/total is null behind T; the baseline had a value");
  }

  private static TestingHistory result(TestingHistory history, String answer, String output) {
    history.entered("Task", "T", "{}").scheduled("f").started();
    history.succeeded(json(answer)).exited("Task", "T", json(output));
    return history.succeed(json(output));
  }
}
