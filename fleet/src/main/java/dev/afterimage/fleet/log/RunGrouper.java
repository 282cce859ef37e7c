// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Groups events by execution. A run leaves as soon as nothing can follow its last event; what is
 * open beyond the memory allowed goes to disk, by execution, and is grouped there at the end.
 */
public final class RunGrouper {
  private final Map<String, OpenRun> open = new LinkedHashMap<>(64, 0.75f, true);
  private final Consumer<OpenRun> runs;
  private final Spill spill;
  private final long mostHeld;
  private long held;
  private Instant newest = Instant.MIN;

  /**
   * Creates a grouper.
   *
   * @param folder where events go that do not fit
   * @param mostHeld how many bytes of events are held, about
   * @param runs takes each run
   */
  public RunGrouper(Path folder, long mostHeld, Consumer<OpenRun> runs) {
    this.spill = new Spill(folder);
    this.mostHeld = mostHeld;
    this.runs = runs;
  }

  /** Adds an event that may be the last of its run. */
  public void add(VendedEvent event) {
    add(event, true);
  }

  /** Adds an event that an ingest before has seen and kept. */
  public void addKept(VendedEvent event) {
    add(event, false);
  }

  private void add(VendedEvent event, boolean fresh) {
    newest = event.event().at().isAfter(newest) ? event.event().at() : newest;
    if (spill.holds(event.executionArn())) {
      spill.add(event, fresh);
      return;
    }
    OpenRun run = open.computeIfAbsent(event.executionArn(), OpenRun::new);
    run.add(event, fresh);
    held += event.size();
    if (run.isClosed()) {
      open.remove(run.executionArn());
      held -= run.held();
      runs.accept(run);
    } else if (held > mostHeld) {
      makeRoom();
    }
  }

  /** Moves the runs to disk that were silent for longest. */
  private void makeRoom() {
    List<OpenRun> oldest = new ArrayList<>();
    long left = held;
    for (OpenRun run : open.values()) {
      if (left <= mostHeld / 2) {
        break;
      }
      oldest.add(run);
      left -= run.held();
    }
    for (OpenRun run : oldest) {
      open.remove(run.executionArn());
      held -= run.held();
      spill.add(run);
    }
  }

  /**
   * Ends the grouping: every run that is left leaves.
   *
   * @param kept takes the events of the runs that more may come of
   */
  public void finish(EventLines kept) {
    try {
      for (OpenRun run : open.values()) {
        end(run, kept);
      }
      for (int bucket = 0; bucket < Spill.BUCKETS; bucket++) {
        for (OpenRun run : spill.bucket(bucket)) {
          end(run, kept);
        }
      }
      spill.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void end(OpenRun run, EventLines kept) throws IOException {
    runs.accept(run);
    if (run.isAwaited(newest)) {
      for (var event : run.events()) {
        kept.write(new VendedEvent(run.executionArn(), event, 0));
      }
    }
  }
}
