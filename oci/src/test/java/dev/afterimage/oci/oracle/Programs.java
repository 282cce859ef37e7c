// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.oracle;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system that tests run. */
final class Programs {
  private Programs() {}

  /** Skips the test where a program is missing, or where it cannot unpack owners; CI has them. */
  static void need(String... names) {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> missing = List.of(names).stream().filter(name -> !isThere(name)).toList();
    String message = "needs root and " + String.join(", ", names) + "; missing: " + missing;
    boolean there = root && missing.isEmpty();
    if (!there && "true".equals(System.getenv("AFTERIMAGE_CI"))) {
      fail(message);
    }
    assumeTrue(there, message);
  }

  private static boolean isThere(String name) {
    return List.of("/usr/bin/", "/usr/sbin/", "/bin/", "/usr/local/bin/").stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder + name)));
  }

  /** Runs a program and fails with what it said where it fails. */
  static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      fail(String.join(" ", command) + " failed: " + said);
    }
  }
}
