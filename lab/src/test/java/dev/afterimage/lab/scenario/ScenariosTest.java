// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.TestingAsker;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.cases.Gatherer;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the named scenarios promise. */
class ScenariosTest {
  private static final String POLL = "embedding-line-poll-lambda-dev";

  private static final String ABORTED = "RuntimeError: Operation line_polling_handler exceeded";

  private static Staged play(String name) {
    return Scenarios.find(name).orElseThrow().play(7);
  }

  private static List<String> statuses(Staged staged) {
    return staged.runs().stream()
        .map(run -> TestingAsker.execution(staged.world().account(), run).path("status").asText())
        .toList();
  }

  private static long count(Account account, String run, String type) {
    return TestingAsker.history(account, run).stream()
        .filter(event -> event.path("type").asText().equals(type))
        .count();
  }

  @ParameterizedTest
  @CsvSource({
    "seed, FAILED",
    "tag-moved, FAILED",
    "silent-guard, FAILED",
    "secrets, FAILED",
    "dropped-field, SUCCEEDED",
    "null-fallback, SUCCEEDED",
    "undeployed-fix, SUCCEEDED"
  })
  void pair_endsAsItsSummarySays(String name, String second) {
    assertThat(statuses(play(name))).containsExactly("SUCCEEDED", second);
  }

  /** Old processes abort; what lands on a fresh one works: the guard's clock, and nothing else. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9})
  void seed_failsOnlyInSandboxesOfTheRunBefore(long seed) {
    Staged staged = Scenarios.find("seed").orElseThrow().play(seed);
    Account account = staged.world().account();
    List<JsonNode> events = TestingAsker.logs(account, "/aws/lambda/" + POLL);
    double start =
        TestingAsker.execution(account, staged.runs().get(1)).path("startDate").asDouble() * 1000;
    Set<String> old = streams(events.stream().filter(e -> time(e) < start).toList());
    List<JsonNode> aborted =
        events.stream().filter(e -> e.path("message").asText().contains(ABORTED)).toList();

    assertThat(aborted).isNotEmpty().allMatch(event -> time(event) > start);
    assertThat(old).containsAll(streams(aborted));
    assertThat(count(account, staged.runs().get(1), "MapIterationFailed")).isBetween(1L, 26L);
  }

  private static double time(JsonNode event) {
    return event.path("timestamp").asDouble();
  }

  private static Set<String> streams(List<JsonNode> events) {
    return events.stream().map(e -> e.path("logStreamName").asText()).collect(Collectors.toSet());
  }

  @Test
  void seed_isTheSameFromTheSameSeed_andAnotherFromAnother() {
    assertThat(texts(play("seed"))).isEqualTo(texts(play("seed")));
    assertThat(texts(play("seed")))
        .isNotEqualTo(texts(Scenarios.find("seed").orElseThrow().play(8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"seed", "secrets", "dropped-field", "null-fallback", "undeployed-fix"})
  void story_playedUntilAMoment_isTheSameStoryLater(String name) {
    Instant asked = Instant.parse("2031-04-05T06:07:08.009Z");
    Staged now = Scenarios.find(name).orElseThrow().playUntil(asked, 7);

    assertThat(now.world().now()).isEqualTo(asked);
    assertThat(statuses(now)).isEqualTo(statuses(play(name)));
    assertThat(texts(now).toString()).contains("2031-04-05").doesNotContain("2025-", "2026-");
  }

  private static List<String> texts(Staged staged) {
    return Gatherer.gather(staged.world().account(), staged.runs(), Set.of()).answers().stream()
        .map(answer -> Json.text(answer.content()))
        .toList();
  }

  @Test
  void silentGuard_failsWithoutAWordOfTheGuard() {
    Staged loud = play("seed");
    Staged silent = play("silent-guard");

    assertThat(guardLines(loud)).isPositive();
    assertThat(guardLines(silent)).isZero();
  }

  private static long guardLines(Staged staged) {
    return TestingAsker.logs(staged.world().account(), "/aws/lambda/" + POLL).stream()
        .filter(event -> event.path("message").asText().contains("guard clock="))
        .count();
  }

  @Test
  void movedTag_isNotTheImageOfTheFunction() {
    Staged staged = play("tag-moved");
    Account account = staged.world().account();
    JsonNode code =
        TestingAsker.ask(account, "lambda", "GetFunction", Json.object("FunctionName", POLL))
            .path("Code");
    String uri = code.path("ImageUri").asText();
    String repository = uri.substring(uri.indexOf('/') + 1, uri.lastIndexOf(':'));
    JsonNode images =
        TestingAsker.ask(
                account, "ecr", "DescribeImages", Json.object("repositoryName", repository))
            .path("imageDetails");

    for (JsonNode image : images) {
      boolean latest = image.path("imageTags").toString().contains("\"latest\"");
      boolean resolved =
          code.path("ResolvedImageUri").asText().endsWith(image.path("imageDigest").asText());
      assertThat(latest && resolved).isFalse();
    }
    assertThat(images).hasSizeGreaterThan(1);
  }

  @Test
  void big_staysJustBelowTheLimitOfEvents() {
    Staged staged = play("big");

    assertThat(TestingAsker.history(staged.world().account(), staged.runs().get(0)))
        .hasSize(24_996);
  }

  @Test
  void secrets_areAllInTheEvidence() {
    Staged staged = play("secrets");
    String all = String.join("\n", texts(staged));

    assertThat(staged.secrets()).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    for (String secret : staged.secrets()) {
      String inJson = Json.text(Json.object("s", secret)).replaceAll("^.*?:\"|\"}$", "");
      String twice = Json.text(Json.object("s", inJson)).replaceAll("^.*?:\"|\"}$", "");
      assertThat(all.contains(inJson) || all.contains(twice)).as(secret).isTrue();
    }
  }

  @Test
  void unknownName_isNoScenario() {
    assertThat(Scenarios.find("sed")).isEmpty();
  }
}
