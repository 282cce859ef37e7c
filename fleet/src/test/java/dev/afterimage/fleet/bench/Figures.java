// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Hands figures of one part of a benchmark to the process that started it. */
final class Figures {
  private static final Path STATUS = Path.of("/proc/self/status");

  private Figures() {}

  static void give(String name, double value) {
    System.out.printf(Locale.ROOT, "%s=%.6f%n", name, value);
  }

  static void seconds(String name, long startNanos) {
    give(name, (System.nanoTime() - startNanos) / 1e9);
  }

  /** Returns the processor time of all threads of this process, which others do not lengthen. */
  static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Gives the most memory that this process ever had, in GiB; 0 where the system does not tell. */
  static void peak() throws IOException {
    double peak = 0;
    if (Files.isReadable(STATUS)) {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmHWM:")) {
          peak = Double.parseDouble(line.replaceAll("\\D", "")) / (1 << 20);
        }
      }
    }
    give("peak", peak);
  }
}
