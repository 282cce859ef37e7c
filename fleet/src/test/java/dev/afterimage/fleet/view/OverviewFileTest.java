// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.store.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverviewFileTest {
  private static final Manifest MORE =
      Manifest.EMPTY.with(
          new Manifest.Batch("0000a", List.of(), Map.of("runs", 1L), 1, 0, Optional.empty()),
          Map.of());

  @TempDir private Path folder;

  private OverviewFile file(Manifest manifest) throws FleetException {
    return OverviewFile.of(new FleetFolder(folder), manifest);
  }

  private static Overview overview(long runs) {
    return new Overview(
        new Overview.Totals(runs, 1),
        List.of(new Overview.Group("E: x", 1, "2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z")),
        List.of(new Overview.Panel("a = 1", "p", "a", List.of(new Overview.Bar("1", 1, 2, true)))),
        List.of("2026-03-01"),
        List.of(new Overview.Step("S", List.of(new Overview.Day(1, 2)))),
        List.of(new Overview.Mark("2026-03-01", List.of("00:00 code poll"))));
  }

  @Test
  void whatWasKept_isReadAgain() throws Exception {
    file(MORE).write(overview(3));

    assertThat(file(MORE).read()).contains(overview(3));
  }

  @Test
  void afterAnIngest_itIsAnotherOne_andTheOldOneGoes() throws Exception {
    file(Manifest.EMPTY).write(overview(3));
    assertThat(file(MORE).read()).isEmpty();
    file(MORE).write(overview(4));

    assertThat(file(Manifest.EMPTY).read()).isEmpty();
    assertThat(file(MORE).read()).contains(overview(4));
  }

  @Test
  void damagedFile_isAsGoodAsNone() throws Exception {
    file(MORE).write(overview(3));
    try (Stream<Path> files = Files.list(folder.resolve("overview"))) {
      for (Path file : files.toList()) {
        cut(file);
      }
    }

    assertThat(file(MORE).read()).isEmpty();
  }

  private static void cut(Path file) throws IOException {
    Files.writeString(file, Files.readString(file).substring(0, 20));
  }
}
