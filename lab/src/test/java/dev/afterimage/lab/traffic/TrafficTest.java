// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exports of a fleet, and its hidden causes. */
class TrafficTest {
  private static final int RUNS = 300;

  @TempDir private Path folder;

  private void generate(boolean shuffled) throws IOException {
    Traffic.generate(new TrafficPlan(RUNS, Duration.ofDays(2), 5, shuffled), folder);
  }

  private List<JsonNode> labels() throws IOException {
    return Files.readAllLines(folder.resolve("labels.jsonl")).stream().map(Json::parse).toList();
  }

  private List<String> ended(String type) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("logs"))) {
      for (Path file : files.filter(f -> f.toString().contains("stepfunctions")).toList()) {
        if (Files.isRegularFile(file)) {
          try (BufferedReader reader =
              new BufferedReader(
                  new InputStreamReader(
                      new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> line.contains(type)).forEach(lines::add);
          }
        }
      }
    }
    return lines;
  }

  @Test
  void everyRun_hasALabel_andEndsAsItSays() throws IOException {
    generate(false);
    long failed = labels().stream().filter(l -> !l.path("cause").asText().equals("none")).count();

    assertThat(labels()).hasSize(RUNS);
    assertThat(failed).isPositive();
    assertThat(ended("ExecutionFailed")).hasSize((int) failed);
    assertThat(ended("ExecutionSucceeded")).hasSize((int) (RUNS - failed));
  }

  @Test
  void truth_namesTheHiddenCauses_andTheDecoys() throws IOException {
    generate(false);
    JsonNode truth = Json.parse(Files.readString(folder.resolve("truth.json")));

    assertThat(truth.path("causes").properties())
        .extracting(java.util.Map.Entry::getKey)
        .containsExactlyInAnyOrder("stale-init-state", "code-changed", "poison-item");
    assertThat(truth.path("decoys")).hasSize(10);
    Set<String> named =
        labels().stream().map(l -> l.path("cause").asText()).collect(Collectors.toSet());
    assertThat(named).isSubsetOf("none", "stale-init-state", "code-changed", "poison-item");
  }

  @Test
  void shuffledTraffic_hidesNoCause() throws IOException {
    generate(true);
    JsonNode truth = Json.parse(Files.readString(folder.resolve("truth.json")));

    assertThat(truth.path("shuffled").asBoolean()).isTrue();
    assertThat(truth.path("causes")).isEmpty();
  }
}
