// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the search for combinations of up to three of twelve attributes beside DuckDB's grouping
 * sets of the same counts and beside the sum of twelve byte columns, checks its counts and its
 * order against unpruned ones, and shows how it grows. Each part runs in a process of its own, so
 * that its peak of memory is its own.
 */
public final class RankBench {
  private static final int MILLION = 1_000_000;

  /** DuckDB is asked for all rows only where it is not expected to take longer than this. */
  private static final double MOST_SECONDS = 180;

  private final Path folder;

  private RankBench(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments a folder for what the parts hand over; how many million rows, 10 unless told
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    new RankBench(Path.of(arguments[0])).run(rows * MILLION);
  }

  private void run(int rows) throws IOException, InterruptedException {
    say("%,d rows x %d attributes, all sets of 1, 2 and 3", rows, BenchRows.ATTRIBUTES);
    for (double share : new double[] {0.01, 0.2}) {
      compare(rows, share);
    }
    say("growth, %s of the rows failed:", "1 %");
    double before = 0;
    int fewer = 0;
    for (int more : new int[] {rows / 10, rows, 3 * rows}) {
      Map<String, Double> search = part("search", more, 0.01, "");
      double seconds = search.getOrDefault("search", 0.0);
      say(
          "  %,11d rows  search %.2f s%s, everything %.2f s, peak %.2f GiB",
          more,
          seconds,
          before == 0 ? "" : " (x %.1f for x %d rows)".formatted(seconds / before, more / fewer),
          search.getOrDefault("everything", 0.0),
          search.getOrDefault("peak", 0.0));
      before = seconds;
      fewer = more;
    }
  }

  private void compare(int rows, double share) throws IOException, InterruptedException {
    say("%.0f %% of the rows failed:", 100 * share);
    Map<String, Double> small = part("duckdb", rows / 10, share, "");
    boolean scaled = 10 * small.getOrDefault("query", 0.0) > MOST_SECONDS;
    Map<String, Double> duck = scaled ? small : part("duckdb", rows, share, "");
    double query = duck.getOrDefault("query", 0.0) * (scaled ? 10 : 1);
    say(
        "  DuckDB, grouping sets        %8.2f s, peak %.2f GiB%s",
        query,
        duck.getOrDefault("peak", 0.0),
        scaled ? "  (ten times what %,d rows took)".formatted(rows / 10) : "");
    Map<String, Double> search = part("search", rows, share, scaled ? "" : "check");
    if (scaled) {
      part("search", rows / 10, share, "check");
    }
    double sum = search.getOrDefault("sum", 0.0);
    double seconds = search.getOrDefault("search", 0.0);
    say("  sum of 12 byte columns       %8.4f s, one thread", sum);
    say(
        "  search                       %8.2f s, peak %.2f GiB: %.1f x faster than DuckDB (bound"
            + " 20), %.1f x the sum (bound 60); again, warm: %.2f s",
        seconds,
        search.getOrDefault("peak", 0.0),
        query / seconds,
        seconds / sum,
        search.getOrDefault("warm", 0.0));
    say(
        "  with tests, folding, thresholds %5.2f s; building the cohort %.2f s",
        search.getOrDefault("everything", 0.0), search.getOrDefault("build", 0.0));
  }

  private Map<String, Double> part(String name, int rows, double share, String more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx3g", "-cp", System.getProperty("java.class.path")));
    command.add("duckdb".equals(name) ? DuckPart.class.getName() : SearchPart.class.getName());
    command.addAll(List.of(folder.toString(), Integer.toString(rows), Double.toString(share)));
    command.add(more);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, Double> figures = new HashMap<>();
    try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] figure = line.split("=", 2);
        if (figure.length == 2) {
          figures.put(figure[0], Double.valueOf(figure[1]));
        } else {
          say("  %s", line);
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("a part of the benchmark failed: " + command);
    }
    return figures;
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
