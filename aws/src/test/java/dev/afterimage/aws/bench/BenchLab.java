// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.bench;

import dev.afterimage.aws.TestingLab;
import dev.afterimage.lab.endpoint.RecordedCall;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The account that a benchmark asks, in a process of its own. Arguments: a scenario, milliseconds
 * that every call takes. It prints its URL, its moment and its runs on one line; for each line that
 * it reads it prints the calls since the last one, an action with its microseconds each, and an
 * empty line. It ends with its input.
 */
final class BenchLab {
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private BenchLab() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (TestingLab lab = TestingLab.of(arguments[0])) {
      lab.weather().latency(Duration.ofMillis(Long.parseLong(arguments[1])));
      OUT.println(lab.server().url() + " " + lab.now() + " " + String.join(" ", lab.runs()));
      while (in.readLine() != null) {
        for (RecordedCall call : lab.server().calls().calls()) {
          OUT.println(call.call().action() + " " + call.duration().toNanos() / 1000);
        }
        lab.server().calls().clear();
        OUT.println();
      }
    }
  }
}
