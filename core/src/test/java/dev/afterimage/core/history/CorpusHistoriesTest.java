// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every recorded history where AFTERIMAGE_CORPUS points to, against its own events. */
class CorpusHistoriesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> history_agreesWithItsOwnEvents() throws IOException {
    String corpus = System.getenv("AFTERIMAGE_CORPUS");
    assumeTrue(corpus != null, "AFTERIMAGE_CORPUS is not set");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(String.valueOf(corpus), "histories"))) {
      files = all.filter(file -> !file.endsWith("INDEX.json")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(100);
    return files.stream()
        .map(
            file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> check(file)));
  }

  private static void check(Path file) throws Exception {
    Evidence evidence = EvidenceReader.read(file);
    Runs runs = RunsReader.read(evidence);
    List<JsonNode> events = new ArrayList<>();
    JSON.readTree(Files.readAllBytes(file)).path("events").forEach(events::add);
    events.sort(Comparator.comparing(event -> event.path("id").asLong()));

    assertThat(runs.warnings()).isEmpty();
    assertThat(evidence.gaps()).isEmpty();
    assertThat(runs.asked()).hasSize(1);
    Run run = runs.asked().get(0);
    JsonNode last = events.get(events.size() - 1);
    assertThat(run.status().name()).isEqualTo(statusOf(last.path("type").asText()));
    assertThat(run.end().error()).isEqualTo(error(last));
    assertThat(run.steps().stream().map(step -> step.id().name()).toList())
        .isEqualTo(entered(events));
    assertThat(run.steps().stream().filter(step -> step.span().left().isEmpty()).count())
        .isEqualTo(entered(events).size() - exited(events, run));
    assertThat(run.steps()).doesNotHaveDuplicates();
    assertThat(run.steps().stream().map(Step::path)).doesNotHaveDuplicates();
    assertThat(run.steps().stream().mapToLong(step -> step.attempts().size()).sum())
        .isEqualTo(count(events, "Scheduled"));
  }

  private static String statusOf(String type) {
    return switch (type) {
      case "ExecutionSucceeded" -> "SUCCEEDED";
      case "ExecutionFailed" -> "FAILED";
      case "ExecutionTimedOut" -> "TIMED_OUT";
      case "ExecutionAborted" -> "ABORTED";
      default -> "RUNNING";
    };
  }

  private static Optional<String> error(JsonNode last) {
    JsonNode error = last.path("executionFailedEventDetails").path("error");
    return error.isTextual() ? Optional.of(error.textValue()) : Optional.empty();
  }

  private static List<String> entered(List<JsonNode> events) {
    List<String> names = new ArrayList<>();
    for (JsonNode event : events) {
      if (event.path("type").asText().endsWith("StateEntered")) {
        names.add(event.path("stateEnteredEventDetails").path("name").asText());
      }
    }
    return names;
  }

  /** Steps left by an exit of their own, or by a failure that names them. */
  private static long exited(List<JsonNode> events, Run run) {
    long failed =
        run.steps().stream()
            .filter(step -> step.span().left().isPresent())
            .filter(step -> step.output().text().isEmpty())
            .filter(step -> step.end().status() != Step.Status.SUCCEEDED)
            .filter(step -> step.end().status() != Step.Status.CAUGHT)
            .count();
    return count(events, "StateExited") + failed;
  }

  private static long count(List<JsonNode> events, String suffix) {
    long count = 0;
    for (JsonNode event : events) {
      count += event.path("type").asText().endsWith(suffix) ? 1 : 0;
    }
    return count;
  }
}
