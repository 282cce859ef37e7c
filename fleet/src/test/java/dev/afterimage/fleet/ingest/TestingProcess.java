// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** An ingest in a process of its own, to be killed. */
public final class TestingProcess {
  private TestingProcess() {}

  /** Ingests in small batches: the fleet, then what to read. */
  public static void main(String[] args) throws FleetException {
    Ingest.ingest(
        new FleetFolder(Path.of(args[0])),
        List.of(Path.of(args[1])),
        new IngestOptions(20_000, 50_000, Optional.empty()));
  }

  /** Starts an ingest and kills it after a time; returns 1 where it was not done before. */
  static int killed(Path fleet, Path logs, int afterMs) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                TestingProcess.class.getName(),
                fleet.toString(),
                logs.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean done = process.waitFor(afterMs, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return done ? 0 : 1;
  }
}
