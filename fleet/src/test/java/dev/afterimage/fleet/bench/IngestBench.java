// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.afterimage.fleet.ingest.Ingest;
import dev.afterimage.fleet.ingest.IngestOptions;
import dev.afterimage.fleet.ingest.IngestReport;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.testing.TestingFleet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Measures the ingest of events that Step Functions wrote into a log group, from files of
 * deliveries to finished tables, beside a bare parse of the same bytes: every token of the
 * deliveries, and every token of the event in each message.
 */
public final class IngestBench {
  private static final int ROUNDS = 5;

  /** As many as the runs of the small workflow have, about. */
  private static final int EVENTS_OF_A_RUN = 27;

  private static final JsonFactory JSON = new JsonFactory();

  private final Path folder;

  private IngestBench(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments a folder for logs and tables; how many events, a million unless told
   */
  public static void main(String[] arguments) throws IOException, FleetException {
    int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    new IngestBench(Path.of(arguments[0])).run(events);
  }

  private void run(int events) throws IOException, FleetException {
    List<Path> logs = write(events / EVENTS_OF_A_RUN + 1);
    double[] shares = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long parsed = 0;
      for (Path log : logs) {
        parsed += parse(log);
      }
      double bare = parsed / seconds(start);
      FleetFolder fleet = new FleetFolder(folder.resolve("fleet-" + round));
      FleetFolder.delete(fleet.root());
      long processor = Figures.processorNanos();
      start = System.nanoTime();
      IngestReport report = Ingest.ingest(fleet, logs, IngestOptions.DEFAULT);
      double ingested = report.events() / seconds(start);
      shares[round] = ingested / bare;
      System.out.printf(
          Locale.ROOT,
          "%,d events: bare parse %,.0f events/s on one thread; ingest %,.0f events/s"
              + " (%.1f s of processor time): %.0f %%%n",
          report.events(),
          bare,
          ingested,
          (Figures.processorNanos() - processor) / 1e9,
          100 * shares[round]);
      if (parsed != report.events() || report.rejects() > 0) {
        throw new IllegalStateException(parsed + " events were parsed, rejected " + report);
      }
    }
    Arrays.sort(shares);
    System.out.printf(
        Locale.ROOT, "median %.0f %% of the bare parse (bound 25 %%)%n", 100 * shares[ROUNDS / 2]);
    Figures.peak();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Both read the same bytes: what is compressed in an export is written plain here. */
  private List<Path> write(int runs) throws IOException {
    FleetFolder.delete(folder.resolve("logs"));
    FleetFolder.delete(folder.resolve("plain"));
    TestingFleet.calm(folder.resolve("logs"), runs, 7);
    Path plain = Files.createDirectories(folder.resolve("plain"));
    try (Stream<Path> files = Files.list(folder.resolve("logs/states"))) {
      for (Path file : files.toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
          Files.copy(in, plain.resolve(file.getFileName().toString().replace(".gz", ".jsonl")));
        }
      }
    }
    try (Stream<Path> files = Files.list(plain)) {
      return files.sorted().toList();
    }
  }

  private static long parse(Path log) throws IOException {
    long events = 0;
    try (JsonParser outer = JSON.createParser(log.toFile())) {
      while (outer.nextToken() != null) {
        boolean message =
            outer.currentToken() == JsonToken.VALUE_STRING && "message".equals(outer.currentName());
        if (message) {
          try (JsonParser inner = JSON.createParser(outer.getText())) {
            while (inner.nextToken() != null) {
              events += inner.currentToken() == JsonToken.END_OBJECT && isTop(inner) ? 1 : 0;
            }
          }
        }
      }
    }
    return events;
  }

  private static boolean isTop(JsonParser parser) {
    return parser.getParsingContext().inRoot();
  }
}
