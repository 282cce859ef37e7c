// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import dev.afterimage.core.evidence.FileId;
import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.history.HistoryEvent;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events on disk, each execution's in one of several buckets. */
final class Spill {
  static final int BUCKETS = 64;

  private final Path folder;
  private final Map<Integer, EventLines> buckets = new HashMap<>();
  private final Set<String> executions = new HashSet<>();
  private final Set<String> fresh = new HashSet<>();

  Spill(Path folder) {
    this.folder = folder;
  }

  boolean holds(String executionArn) {
    return executions.contains(executionArn);
  }

  void add(OpenRun run) {
    executions.add(run.executionArn());
    for (HistoryEvent event : run.events()) {
      add(new VendedEvent(run.executionArn(), event, 0), run.isFresh());
    }
  }

  void add(VendedEvent event, boolean isFresh) {
    if (isFresh) {
      fresh.add(event.executionArn());
    }
    try {
      int bucket = Math.floorMod(event.executionArn().hashCode(), BUCKETS);
      EventLines lines = buckets.get(bucket);
      if (lines == null) {
        Files.createDirectories(folder);
        lines =
            new EventLines(new BufferedOutputStream(Files.newOutputStream(path(bucket)), 1 << 16));
        buckets.put(bucket, lines);
      }
      lines.write(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(int bucket) {
    return folder.resolve("bucket-" + bucket + ".jsonl");
  }

  /** Returns the runs of one bucket; nothing can be added to it any more. */
  Collection<OpenRun> bucket(int bucket) throws IOException {
    EventLines lines = buckets.remove(bucket);
    if (lines == null) {
      return List.of();
    }
    lines.close();
    Map<String, OpenRun> runs = new LinkedHashMap<>();
    FileId file = new FileId("spilled events", "");
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path(bucket)))) {
      LogExport.read(
          new LogExport.Source(file, Optional.empty(), Optional.empty()), in, new Refill(runs));
    }
    Files.delete(path(bucket));
    return runs.values();
  }

  void close() throws IOException {
    for (EventLines lines : buckets.values()) {
      lines.close();
    }
  }

  /** Takes events back. */
  private final class Refill implements LogSink {
    private final Map<String, OpenRun> runs;

    Refill(Map<String, OpenRun> runs) {
      this.runs = runs;
    }

    @Override
    public void vended(VendedEvent event) {
      String arn = event.executionArn();
      runs.computeIfAbsent(arn, OpenRun::new).add(event, fresh.contains(arn));
    }

    @Override
    public void line(LogEvent event) {
      throw new IllegalStateException("only events are spilled");
    }

    @Override
    public void reject(Reject reject) {
      throw new IllegalStateException("a spilled event is broken: " + reject.reason());
    }
  }
}
