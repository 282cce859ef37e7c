// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.bench;

import dev.afterimage.aws.Collected;
import dev.afterimage.aws.Collector;
import dev.afterimage.aws.NamedRun;
import dev.afterimage.aws.TestingLab;
import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.call.CallListener;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The collector that a benchmark measures, in a process of its own. Arguments: the lab's URL, its
 * moment, a folder for cases, the runs. For each line that it reads it collects the runs into a new
 * case and prints on one line: nanoseconds, nanoseconds of CPU, the longest chain of calls.
 */
final class BenchCollector {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private BenchCollector() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    List<NamedRun> runs =
        TestingLab.named(
            Arrays.asList(arguments).subList(3, arguments.length),
            TestingLab.access(URI.create(arguments[0])));
    Clock clock = Clock.fixed(Instant.parse(arguments[1]), ZoneOffset.UTC);
    Path folder = Path.of(arguments[2]);
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      collect(runs, clock, folder.resolve(name));
    }
  }

  private static void collect(List<NamedRun> runs, Clock clock, Path place) throws Exception {
    Duration cpu = cpu();
    long start = System.nanoTime();
    Collector collector =
        new Collector(TestingLab.options(), clock, Progress.NONE, CallListener.NONE);
    Collected collected = collector.collect(runs, place);
    long took = System.nanoTime() - start;
    OUT.println(took + " " + cpu().minus(cpu).toNanos() + " " + collected.depth());
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
