// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.bench;

import dev.afterimage.aws.Collected;
import dev.afterimage.aws.TestingLab;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Rate;
import dev.afterimage.lab.endpoint.RecordedCall;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures how near collecting comes to its floor: the longest chain of calls that need each
 * other's answers, or the calls of one bucket at AWS's rate, whichever is longer. Arguments: a
 * scenario ({@code big}), milliseconds per call (50), repetitions (3).
 */
public final class CollectBench {
  private static final PrintStream OUT = System.out;

  private CollectBench() {}

  public static void main(String[] arguments) throws Exception {
    String scenario = arguments.length > 0 ? arguments[0] : "big";
    Duration latency = Duration.ofMillis(arguments.length > 1 ? Long.parseLong(arguments[1]) : 50);
    int times = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
    Path folder = Files.createTempDirectory("afterimage-bench");
    try (TestingLab lab = TestingLab.of(scenario)) {
      lab.weather().latency(latency);
      for (int i = 0; i < times; i++) {
        lab.server().calls().clear();
        Duration cpu = cpu();
        long start = System.nanoTime();
        Collected collected = lab.collect(folder.resolve("case" + i));
        print(lab.server().calls().calls(), collected, System.nanoTime() - start, latency);
        OUT.printf("  %.2f s of CPU, the lab's included%n", cpu().minus(cpu).toMillis() / 1e3);
      }
    }
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static void print(
      List<RecordedCall> calls, Collected collected, long nanos, Duration latency) {
    double took = nanos / 1e9;
    double sum = calls.stream().mapToDouble(call -> call.duration().toNanos() / 1e9).sum();
    double chain = collected.depth() * latency.toNanos() / 1e9;
    double rates = rateBound(calls);
    double floor = Math.max(chain, rates);
    OUT.printf(
        "%d calls, chain %d = %.2f s, rates %.2f s, one after another %.2f s; took %.2f s = %.2f x%n",
        calls.size(), collected.depth(), chain, rates, sum, took, took / floor);
  }

  /** Seconds that the fullest bucket takes; its burst is free. */
  private static double rateBound(List<RecordedCall> calls) {
    Map<String, ApiCall> byAction = new HashMap<>();
    Arrays.stream(ApiCall.values()).forEach(call -> byAction.put(call.iamAction(), call));
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Rate> rates = new HashMap<>();
    for (RecordedCall recorded : calls) {
      ApiCall call = byAction.get(recorded.call().action());
      if (call != null) {
        counts.merge(call.bucket(), 1, Integer::sum);
        rates.put(call.bucket(), call.rate().in("us-east-1"));
      }
    }
    double longest = 0;
    for (Map.Entry<String, Rate> entry : rates.entrySet()) {
      Rate rate = entry.getValue();
      int behind = Math.max(0, counts.getOrDefault(entry.getKey(), 0) - rate.burst());
      longest = Math.max(longest, behind / rate.perSecond());
    }
    return longest;
  }
}
