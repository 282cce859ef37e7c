// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.lab.endpoint.CallLog;
import dev.afterimage.lab.endpoint.RecordedCall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a collector is killed, the next one completes its case. */
class KilledTest {
  private static final int KILLS = 10;
  private static final int WORKERS = 32;

  @TempDir Path temp;

  @Test
  void caseOfAKilledProcess_isCompletedByTheNext() throws Exception {
    try (TestingLab lab = TestingLab.of("seed")) {
      lab.collect(temp.resolve("undisturbed"));
      Map<String, String> expected = TestingLab.files(temp.resolve("undisturbed"));
      int calls = lab.actions().size();
      lab.weather().latency(Duration.ofMillis(20));
      Random random = new Random(20_250_101);
      for (int i = 0; i < KILLS; i++) {
        Path folder = temp.resolve("case" + i);
        killed(lab, folder, 1 + random.nextInt(calls - 1));
        completed(lab, folder, expected);
      }
    }
  }

  /** Kills a collector once the lab has answered some calls. */
  private static void killed(TestingLab lab, Path folder, int after) throws Exception {
    lab.server().calls().clear();
    Process process = TestingCollectMain.start(lab, folder);
    while (process.isAlive() && lab.server().calls().calls().size() < after) {
      Thread.sleep(1);
    }
    process.destroyForcibly().waitFor();
    // What was under way when it was killed still arrives.
    Thread.sleep(100);
    assertThat(lab.server().calls().calls()).hasSizeGreaterThanOrEqualTo(after);
  }

  private static void completed(TestingLab lab, Path folder, Map<String, String> expected)
      throws Exception {
    Set<String> onDisk = requests(folder);
    Set<String> before =
        lab.server().calls().calls().stream()
            .filter(RecordedCall::isAnswered)
            .map(KilledTest::request)
            .collect(Collectors.toSet());
    lab.server().calls().clear();
    lab.collect(folder);
    List<RecordedCall> again = lab.server().calls().calls();
    Map<String, String> files = TestingLab.files(folder);
    assertThat(files.keySet()).isEqualTo(expected.keySet());
    for (Map.Entry<String, String> file : files.entrySet()) {
      assertThat(file.getValue()).as(file.getKey()).isEqualTo(expected.get(file.getKey()));
    }
    assertThat(again).noneMatch(call -> onDisk.contains(request(call)));
    assertThat(again.stream().map(KilledTest::request).filter(before::contains))
        .as("only what was under way is asked for twice")
        .hasSizeLessThanOrEqualTo(WORKERS);
    assertThat(lab.server().calls().repeated()).isEqualTo(Map.<CallLog.Request, Integer>of());
    assertThat(again.size()).isLessThanOrEqualTo(expected.size() - onDisk.size() + WORKERS);
  }

  private static String request(RecordedCall call) {
    return call.call().action() + " " + call.call().input();
  }

  /** Returns what the manifest of a case that was cut off says is there. */
  private static Set<String> requests(Path folder) throws Exception {
    Set<String> requests = new HashSet<>();
    Path manifest = folder.resolve("afterimage.json");
    if (Files.exists(manifest)) {
      for (JsonNode call : new ObjectMapper().readTree(manifest.toFile()).path("calls")) {
        if (call.path("complete").asBoolean()) {
          requests.add(call.path("api").asText() + " " + call.path("request"));
        }
      }
    }
    return requests;
  }
}
