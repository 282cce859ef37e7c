// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.lab.cases.Source;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.registry.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of generated cases. */
class GeneratorTest {
  private static final List<String> TIMEOUT = List.of("fn-timeout");

  @TempDir private Path folder;

  private static Options options(Source... missing) {
    return new Options(false, Set.of(missing), false, TIMEOUT);
  }

  private JsonNode manifest() throws IOException {
    for (int i = 1; i <= 4; i++) {
      Path file = folder.resolve("000" + i + "/case/afterimage.json");
      if (Files.exists(file)) {
        return Json.parse(Files.readString(file));
      }
    }
    throw new AssertionError("no case has a manifest");
  }

  @Test
  void manifest_holdsTheDigestOfEachFile() throws IOException {
    Generator.generate(1, 3, folder, options());

    JsonNode calls = manifest().path("calls");
    assertThat(calls).hasSizeGreaterThan(20);
    for (JsonNode call : calls) {
      Path file = folder.resolve("0001/case").resolve(call.path("file").asText());
      assertThat(call.path("sha256").asText()).isEqualTo(Digests.hex(Files.readAllBytes(file)));
    }
  }

  @Test
  void label_standsBesideTheCase() throws IOException {
    Generator.generate(1, 3, folder, options());

    JsonNode truth = Json.parse(Files.readString(folder.resolve("0001/truth.json")));
    assertThat(truth.path("id").asText()).isEqualTo("fn-timeout");
    assertThat(truth.path("chain").path(0).asText()).isEqualTo("fn-timeout");
    assertThat(truth.path("accept").isArray()).isTrue();
  }

  @Test
  void missingLogs_areAGap_andInNoFile() throws IOException {
    Generator.generate(4, 3, folder, options(Source.LOGS));

    assertThat(folder.resolve("0001/case/logs")).doesNotExist();
    assertThat(manifest().path("gaps").findValuesAsText("iamAction"))
        .isNotEmpty()
        .allMatch(action -> action.startsWith("logs:"));
  }

  @Test
  void missingBaseline_leavesOneRunAsked() throws IOException {
    Generator.generate(4, 3, folder, options(Source.BASELINE));

    assertThat(manifest().path("asked")).hasSize(1);
  }

  @Test
  void halfHistory_isNotComplete() throws IOException {
    Generator.generate(4, 3, folder, options(Source.HALF_HISTORY));

    for (JsonNode call : manifest().path("calls")) {
      boolean history = call.path("api").asText().equals("states:GetExecutionHistory");
      assertThat(call.path("complete").asBoolean()).isEqualTo(!history);
    }
  }

  @Test
  void unknownCause_isRefused() {
    Options wrong = new Options(false, Set.of(), false, List.of("fn-timeot"));

    assertThatThrownBy(() -> Generator.generate(1, 3, folder, wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fn-timeot");
  }
}
