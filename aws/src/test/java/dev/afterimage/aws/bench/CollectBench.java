// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.bench;

import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Rate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how near collecting comes to its floor: the longest chain of calls that need each
 * other's answers, or the calls of one API divided by AWS's rate, whichever is longer; and to a
 * lower one, which takes the burst of each bucket for free. The lab runs in one process, the
 * collector in another. Arguments: how many processes begin (3), how often the last one collects
 * again (5), milliseconds per call (50), a scenario ({@code big}).
 */
public final class CollectBench {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  /** Collections after which the compiler has seen what it needs to see. */
  private static final int WARM_UP = 6;

  private final Path folder;
  private final long latency;
  private final BenchProcess lab;
  private final List<String> account;
  private int cases;

  private CollectBench(Path folder, long latency, BenchProcess lab) throws IOException {
    this.folder = folder;
    this.latency = latency;
    this.lab = lab;
    this.account = List.of(lab.line().split(" ", -1));
  }

  /** One collection: how long it took, and what the lab was asked. */
  private record Measured(double took, double cpu, int depth, List<Taken> calls) {}

  /** One call as the lab took it. */
  private record Taken(String action, double seconds) {}

  public static void main(String[] arguments) throws IOException {
    int begins = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
    int again = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    long latency = arguments.length > 2 ? Long.parseLong(arguments[2]) : 50;
    String scenario = arguments.length > 3 ? arguments[3] : "big";
    Path folder = Files.createTempDirectory("afterimage-bench");
    try (BenchProcess lab =
        BenchProcess.start(
            BenchProcess.SERVER, BenchLab.class, List.of(scenario, String.valueOf(latency)))) {
      CollectBench bench = new CollectBench(folder, latency, lab);
      bench.warmLab();
      bench.begin(begins);
      OUT.println("one JVM that goes on, as the page's server does: after " + WARM_UP + " others");
      bench.again(again);
    }
  }

  private void begin(int times) throws IOException {
    Path jar = Path.of("cli", "target", "afterimage.jar");
    Optional<Path> archive =
        Optional.of(jar.resolveSibling("afterimage.jsa")).filter(Files::exists);
    OUT.println(
        "a cold JVM, as the launcher starts it ("
            + archive.map(file -> "with its archive of classes").orElse("no archive of classes")
            + "): its first collection");
    for (int i = 0; i < times; i++) {
      try (BenchProcess collector = collector(BenchProcess.command(jar, archive))) {
        print(collect(collector));
      }
    }
  }

  private void again(int times) throws IOException {
    try (BenchProcess collector = collector(BenchProcess.SERVER)) {
      for (int i = 0; i < WARM_UP; i++) {
        collect(collector);
      }
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        Measured measured = collect(collector);
        print(measured);
        ratios.add(measured.took() / floor(measured));
      }
      Collections.sort(ratios);
      OUT.printf("median %.2f x the floor%n", ratios.get(ratios.size() / 2));
    }
  }

  /** What the lab stands for is warm; whoever collects first must not pay for it. */
  private void warmLab() throws IOException {
    try (BenchProcess collector = collector(BenchProcess.SERVER)) {
      for (int i = 0; i < WARM_UP; i++) {
        collect(collector);
      }
    }
  }

  private BenchProcess collector(BenchProcess.Start start) throws IOException {
    List<String> arguments = new ArrayList<>(account);
    arguments.add(2, folder.toString());
    return BenchProcess.start(start, BenchCollector.class, arguments);
  }

  private Measured collect(BenchProcess collector) throws IOException {
    taken();
    String[] told = collector.ask("case" + cases++).split(" ", -1);
    return new Measured(
        Long.parseLong(told[0]) / 1e9,
        Long.parseLong(told[1]) / 1e9,
        Integer.parseInt(told[2]),
        taken());
  }

  /** Returns what the lab was asked since it was asked for that last. */
  private List<Taken> taken() throws IOException {
    List<Taken> calls = new ArrayList<>();
    for (String line = lab.ask("calls"); !line.isEmpty(); line = lab.line()) {
      String[] parts = line.split(" ", -1);
      calls.add(new Taken(parts[0], Long.parseLong(parts[1]) / 1e6));
    }
    return calls;
  }

  private double chain(Measured measured) {
    return measured.depth() * latency / 1e3;
  }

  private double floor(Measured measured) {
    return Math.max(chain(measured), seconds(measured.calls(), false));
  }

  private void print(Measured measured) {
    double sum = measured.calls().stream().mapToDouble(Taken::seconds).sum();
    double rates = seconds(measured.calls(), false);
    double behindBurst = seconds(measured.calls(), true);
    OUT.printf(
        "  %d calls, chain %d = %.2f s, rates %.2f s (%.2f s behind the burst),"
            + " one after another %.2f s%n",
        measured.calls().size(), measured.depth(), chain(measured), rates, behindBurst, sum);
    OUT.printf(
        "    took %.2f s (%.2f s of CPU) = %.2f x the floor, %.2f x the one behind the burst%n",
        measured.took(),
        measured.cpu(),
        measured.took() / floor(measured),
        measured.took() / Math.max(chain(measured), behindBurst));
  }

  /** Seconds that the calls of the slowest API take at its rate, with its burst for free or not. */
  private static double seconds(List<Taken> calls, boolean burst) {
    Map<String, ApiCall> byAction = new HashMap<>();
    Arrays.stream(ApiCall.values()).forEach(call -> byAction.put(call.iamAction(), call));
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Rate> rates = new HashMap<>();
    for (Taken taken : calls) {
      ApiCall call = byAction.get(taken.action());
      if (call != null) {
        counts.merge(call.bucket(), 1, Integer::sum);
        rates.put(call.bucket(), call.rate().in("us-east-1"));
      }
    }
    double longest = 0;
    for (Map.Entry<String, Rate> entry : rates.entrySet()) {
      Rate rate = entry.getValue();
      int free = burst || isBucket(rate) ? rate.burst() : 0;
      int behind = Math.max(0, counts.getOrDefault(entry.getKey(), 0) - free);
      longest = Math.max(longest, behind / rate.perSecond());
    }
    return longest;
  }

  /** AWS publishes the bucket itself for some APIs, and calls per second for the others. */
  private static boolean isBucket(Rate rate) {
    return rate.burst() > rate.perSecond();
  }
}
