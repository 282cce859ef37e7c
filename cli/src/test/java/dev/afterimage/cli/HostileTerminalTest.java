// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables, names and answers of AWS hold does not act on the terminal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileTerminalTest {
  /** ESC, the one-byte CSI, a mark of direction, a bell, and what ends a line early. */
  private static final String HOSTILE = "\u001B[31m\u009B2J\u202Eevil\u0007\b\u2028\uFEFF";

  private Path fleet;

  @BeforeAll
  void fill(@TempDir Path folder) {
    fleet = folder.resolve("fleet");
    Path example = TestingCli.example();
    assertThat(
            TestingCli.run("fleet", "ingest", example.toString(), "--fleet", fleet.toString())
                .status())
        .isZero();
  }

  private static void assertPlain(String text) {
    assertThat(text.codePoints().filter(c -> c != '\n'))
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR);
    assertThat(text.lines()).allMatch(line -> line.length() < 5_000);
  }

  private TestingCli.Result query(String sql) {
    TestingCli.Result result = TestingCli.run("fleet", "sql", sql, "--fleet", fleet.toString());
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  @Test
  void table_ofHostileValues_isPlain() {
    String out = query("SELECT '" + HOSTILE + "' AS \"a" + HOSTILE + "\", 1 AS b").out();

    assertPlain(out);
    assertThat(out).contains("evil", "[31m");
  }

  @Test
  void table_ofAMegabyte_isBounded() {
    assertPlain(query("SELECT repeat('x', 1048576) AS a, chr(0) || 'y' AS b").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"explain", "plan", "collect"})
  void error_aboutAHostileName_isOneLine(String command) {
    String place = fleet.resolveSibling("case").toString();
    TestingCli.Result result =
        command.equals("collect")
            ? TestingCli.run(command, HOSTILE, "-o", place)
            : TestingCli.run(command, HOSTILE, "--no-baseline");

    assertThat(result.status()).isEqualTo(2);
    assertPlain(result.err());
    assertThat(result.err().lines()).hasSize(1);
  }

  @Test
  void note_ofHostileText_isPlain() {
    StringWriter err = new StringWriter();
    new Notes(false, false, new PrintWriter(err, true))
        .print("missing: " + HOSTILE + "\n" + "x".repeat(1 << 20));

    assertPlain(err.toString());
    assertThat(err.toString()).hasLineCount(1);
  }
}
