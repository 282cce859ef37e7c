// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.CaseFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, and which classes are loaded. */
class LiveProcessTest {
  @TempDir Path temp;

  @Test
  void interruptedCollect_leavesAUsableCaseAndStatus130() throws Exception {
    try (TestingLive lab = new TestingLive(temp)) {
      lab.weather().latency(Duration.ofMillis(200));
      Path folder = temp.resolve("case");
      Process process =
          TestingLive.process(
                  List.of(), lab.command("collect", lab.good(), lab.bad(), "-o", folder.toString()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      while (process.isAlive() && lab.actions().size() < 30) {
        Thread.sleep(5);
      }
      new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor()).isEqualTo(130);
      assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("interrupted; what was collected is in " + folder);
      assertThat(CaseFile.open(List.of(folder)).pair().a()).isPresent();
      lab.weather().latency(Duration.ZERO);
      assertThat(lab.run("collect", lab.good(), lab.bad(), "-o", folder.toString()).status())
          .isZero();
    }
  }

  @Test
  void offlineCommand_doesNotLoadTheSdk() throws Exception {
    Process process =
        TestingLive.process(
                List.of("-Xlog:class+load=info:stdout"),
                "compare",
                "--evidence",
                TestingCli.example().toString(),
                "--format",
                "json")
            .redirectErrorStream(true)
            .start();
    String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(loaded).contains("dev.afterimage.core.CaseFile").doesNotContain("software.amazon");
  }
}
