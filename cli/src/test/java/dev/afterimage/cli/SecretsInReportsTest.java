// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was planted in an account is in no report of its runs, whatever the format. */
class SecretsInReportsTest {
  @TempDir static Path temp;
  private static TestingLive lab;

  @BeforeAll
  static void collect() throws Exception {
    lab = new TestingLive(temp, "secrets");
    assertThat(lab.run("collect", lab.good(), lab.bad(), "-o", place("case")).status()).isZero();
    assertThat(lab.run("collect", lab.good(), lab.bad(), "--reveal", "-o", place("open")).status())
        .isZero();
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  private static String place(String name) {
    return temp.resolve(name).toString();
  }

  private static String report(String evidence, ReportOptions.Format format) {
    TestingCli.Result result =
        TestingCli.run("compare", "--evidence", place(evidence), "--format", format.name());
    assertThat(result.status()).as(result.err()).isZero();
    return result.out();
  }

  /** A secret as it is, as JSON and HTML write it, and the parts that lines are broken into. */
  private static Stream<String> spellings(String secret) {
    return Stream.of(
        secret,
        secret.replace("\n", "\\n"),
        secret.replace("&", "&amp;"),
        secret.replace("\n", "\\\\n"),
        Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource(ReportOptions.Format.class)
  void report_holdsNoSecret(ReportOptions.Format format) {
    String report = report("case", format);
    assertThat(lab.secrets()).hasSizeGreaterThanOrEqualTo(20);
    List<String> found =
        lab.secrets().stream()
            .filter(secret -> spellings(secret).anyMatch(report::contains))
            .toList();
    assertThat(found).isEmpty();
  }

  @Test
  void revealedCase_isSearchedInTheSameWayAndHoldsSome() {
    String report = report("open", ReportOptions.Format.json);
    assertThat(lab.secrets()).anyMatch(secret -> spellings(secret).anyMatch(report::contains));
  }
}
