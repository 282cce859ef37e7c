// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void root_namesEachCommand_andShowsExamples() {
    TestingCli.Result result = TestingCli.run("--help");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("compare", "explain", "serve", "fleet", "causes", "demo", "Examples:");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void noCommand_printsTheHelp() {
    assertThat(TestingCli.run().out()).isEqualTo(TestingCli.run("--help").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"compare", "explain", "serve", "fleet", "causes", "demo"})
  void command_hasHelpThatFitsATerminal(String command) {
    TestingCli.Result result = TestingCli.run(command, "--help");

    assertThat(result.status()).isZero();
    assertThat(result.out()).startsWith("Usage: afterimage " + command);
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void mistypedCommand_isSuggested() {
    assertThat(TestingCli.run("compre").err()).contains("compare");
  }

  @Test
  void causes_listsTheWholeCatalogue() {
    List<String> lines = TestingCli.run("causes").out().lines().toList();

    assertThat(lines).hasSize(85).isSorted();
    assertThat(TestingCli.run("causes", "fn-timeout").out()).contains("Crucial prediction:");
    assertThat(TestingCli.run("causes", "fn-timeot").status()).isEqualTo(2);
  }
}
