// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.fleet.log.EventLines;
import dev.afterimage.fleet.log.KnownFunctions;
import dev.afterimage.fleet.log.LogSink;
import dev.afterimage.fleet.log.OpenRun;
import dev.afterimage.fleet.log.Reject;
import dev.afterimage.fleet.log.RunGrouper;
import dev.afterimage.fleet.log.StreamGrouper;
import dev.afterimage.fleet.log.VendedEvent;
import dev.afterimage.fleet.rows.RowSink;
import dev.afterimage.fleet.rows.RunRows;
import dev.afterimage.fleet.rows.SandboxRows;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Makes rows of log exports: events are grouped and runs rebuilt from them on another thread than
 * the one that reads.
 */
final class LogIngest implements LogSink {
  private final RunGrouper runs;
  private final StreamGrouper streams;
  private final Consumer<Reject> rejects;
  private final Handover handover = new Handover();
  private long events;
  private boolean kept;

  /**
   * Creates an ingest.
   *
   * @param batch what the rows name as their ingest
   * @param spill where events go that do not fit into the memory
   */
  LogIngest(String batch, Path spill, long heldBytes, Targets targets) {
    RunRows runRows = new RunRows(batch, targets.rows());
    SandboxRows sandboxRows = new SandboxRows(batch, targets.rows());
    this.rejects = targets.rejects();
    this.runs = new RunGrouper(spill, heldBytes, run -> handover.give(() -> rebuild(run, runRows)));
    this.streams =
        new StreamGrouper(
            part ->
                handover.give(() -> sandboxRows.add(part.group(), part.stream(), part.lines())));
  }

  /** Where rows and rejects go. */
  record Targets(RowSink rows, Consumer<Reject> rejects) {}

  private static void rebuild(OpenRun run, RunRows rows) {
    if (run.isFresh()) {
      rows.add(RunsReader.read(run.executionArn(), run.events()));
    }
  }

  /** Tells whether what comes now was kept by an ingest before. */
  void kept(boolean isKept) {
    kept = isKept;
  }

  @Override
  public void vended(VendedEvent event) {
    if (kept) {
      runs.addKept(event);
    } else {
      runs.add(event);
      events++;
    }
  }

  @Override
  public void line(LogEvent event) {
    if (!KnownFunctions.tells(event)) {
      rejects.accept(
          new Reject(event.ref().file().path(), 0, KnownFunctions.NOBODYS, event.message()));
      return;
    }
    streams.add(event);
    events += kept ? 0 : 1;
  }

  @Override
  public void reject(Reject reject) {
    rejects.accept(reject);
  }

  /** Returns how many events and lines were read. */
  long events() {
    return events;
  }

  /** Ends it; {@code keep} takes what the next batch must look at again. */
  void finish(EventLines keep) {
    runs.finish(keep);
    streams.finish(keep);
    handover.finish();
  }

  /** Stops without an end, after a failure. */
  void stop() {
    handover.stop();
  }
}
