// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CausesCommandTest {
  @Test
  void entry_isPlainText_thatFitsATerminal() {
    TestingCli.Result result = TestingCli.run("causes", "fn-timeout");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .startsWith("fn-timeout: The function's timeout was reached\n")
        .contains("Crucial prediction: ", "\nWhat refutes it\n", "- sfn-task-timeout: ")
        .contains("\"Task timed out after 3.00 seconds\"", "aws logs filter-log-events")
        .doesNotContain("](", "```");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void entry_asMarkdown_isThePageOfTheDocs() throws IOException {
    assertThat(TestingCli.run("causes", "oom", "--format", "markdown").out())
        .isEqualTo(Files.readString(TestingCli.root().resolve("docs/causes/oom.md")));
  }

  @Test
  void entry_asJson_hasItsSectionsAndRelations() {
    JsonNode json = TestingCli.run("causes", "import-module", "--format", "json").json();

    assertThat(json.path("role").asText()).isEqualTo("mechanism");
    assertThat(json.path("sections")).hasSize(6);
    assertThat(json.path("broughtAboutBy").get(0).asText()).isEqualTo("code-changed");
    assertThat(json.path("bringsAbout")).isEmpty();
  }

  @Test
  void unknownId_isAnErrorOfUse() {
    TestingCli.Result result = TestingCli.run("causes", "fn-timeot");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no cause fn-timeot", "afterimage causes");
  }

  @Test
  void formatOfTheList_isRefused() {
    TestingCli.Result result = TestingCli.run("causes", "--format", "json");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("--format is for one entry");
  }
}
