// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher builds once, keeps the classes of a run, and starts with them where they fit. */
class LauncherTest {
  private static final String BUILDING = "afterimage: building (once)...\n";

  @TempDir private Path folder;
  private TestingLauncher launcher;

  @BeforeEach
  void checkout() throws Exception {
    launcher = new TestingLauncher(folder.resolve("a check out"));
  }

  @Test
  void firstRun_buildsMakesTheArchiveAndStartsWithIt() throws Exception {
    String printed = launcher.run(Map.of(), "explain");

    assertThat(printed).isEqualTo(BUILDING + "report\n");
    assertThat(launcher.calls()).hasSize(3).last().asString().contains(archive());
    assertThat(launcher.target()).isDirectoryNotContaining("glob:**/archive.*");
  }

  @Test
  void secondRun_makesNothing() throws Exception {
    launcher.run(Map.of(), "explain");

    assertThat(launcher.run(Map.of(), "explain")).isEqualTo("report\n");
    assertThat(launcher.calls()).hasSize(4).last().asString().contains(archive());
  }

  @Test
  void archiveThatCannotBeMade_isDoneWithout() throws Exception {
    String printed = launcher.run(Map.of("FAILURE", "1"), "explain");

    assertThat(printed).isEqualTo(BUILDING + "report\n");
    assertStartedWithout();
  }

  @Test
  void archiveThatCrashesTheJvm_isDoneWithout() throws Exception {
    String printed = launcher.run(Map.of("CRASH", "134"), "explain");

    assertThat(printed).isEqualTo(BUILDING + "report\n");
    assertStartedWithout();
  }

  @Test
  void archiveOfAnEarlierBuild_isLeftAlone() throws Exception {
    Instant built = Instant.now().plus(Duration.ofMinutes(1));
    launcher.built("afterimage.jar", built);
    launcher.built("afterimage.jsa", built.minusMillis(5));

    assertThat(launcher.run(Map.of(), "explain")).isEqualTo("report\n");
    assertThat(launcher.calls()).hasSize(1);
    assertThat(launcher.calls().get(0)).doesNotContain("SharedArchiveFile");
  }

  @Test
  void buildWithoutArchive_isStartedAtOnce() throws Exception {
    launcher.built("afterimage.jar", Instant.now().plus(Duration.ofMinutes(1)));

    assertThat(launcher.run(Map.of(), "explain")).isEqualTo("report\n");
    assertThat(launcher.calls()).hasSize(1);
  }

  private void assertStartedWithout() throws Exception {
    assertThat(launcher.calls()).last().asString().doesNotContain("SharedArchiveFile");
    assertThat(launcher.target()).isDirectoryNotContaining("glob:**/archive.*");
    assertThat(launcher.target()).isDirectoryNotContaining("glob:**/afterimage.jsa");
  }

  private String archive() {
    return "-XX:SharedArchiveFile=" + launcher.target().resolve("afterimage.jsa") + " ";
  }
}
