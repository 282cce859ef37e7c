// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compares hostile images by the command that a user gives, each in a process of its own: each ends
 * with a clear error or a bounded result, and what it takes of memory is printed. Nothing but the
 * cache may be written.
 */
public final class HostileBench {
  private static final long MOST_KILOBYTES = 512 << 10;

  private final Path folder;
  private final List<String> command;
  private boolean failed;

  private HostileBench(Path folder, List<String> command) {
    this.folder = folder;
    this.command = command;
  }

  /**
   * Runs all hostile images.
   *
   * @param arguments a folder for the images and the cache, then the command that starts Afterimage
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    delete(folder.resolve("cache"));
    HostileBench bench = new HostileBench(folder, List.of(arguments).subList(1, arguments.length));
    bench.all(new HostileImages(folder));
    if (bench.failed) {
      throw new IllegalStateException("a bound does not hold");
    }
  }

  private void all(HostileImages images) throws IOException, InterruptedException {
    Path plain = images.small("plain", new TestingTar().file("a", "x"));
    compare("10 GB of zeros in 10 MB", plain, images.bomb());
    compare("two times a million files", images.files("m"), images.files("n"));
    compare("the same with a warm cache", folder.resolve("m-files"), folder.resolve("n-files"));
    compare(
        "1 MB of PAX headers",
        plain,
        images.small("pax", new TestingTar().pax("x", "y".repeat(1 << 20)).file("a", "")));
    compare(
        "names that lead out",
        plain,
        images.small("out", new TestingTar().file("../../x", "").file("/y", "")));
    compare(
        "a loop of symlinks",
        plain,
        images.small("loop", new TestingTar().symlink("a", "b").symlink("b", "a").file("a/x", "")));
    compare("a digest that lies", plain, images.lying());
    compare("a gzip that was cut off", plain, images.truncated());
  }

  private void compare(String what, Path a, Path b) throws IOException, InterruptedException {
    List<String> before = outside();
    long start = System.nanoTime();
    Path answer = folder.resolve("answer.txt");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(command.stream(), Stream.of("image", "diff", a.toString(), b.toString()))
                .toList());
    builder.environment().putAll(Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()));
    builder.directory(folder.toFile());
    Process process = builder.redirectErrorStream(true).redirectOutput(answer.toFile()).start();
    long peak = 0;
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, kilobytes(process.pid()));
    }
    String first;
    try (Stream<String> lines = Files.lines(answer, StandardCharsets.UTF_8)) {
      first = lines.findFirst().orElse("");
    }
    Files.delete(answer);
    print(
        "%s: %s [status %d, %d MB, %d ms]",
        what, first, process.exitValue(), peak >> 10, (System.nanoTime() - start) / 1_000_000);
    check(peak <= MOST_KILOBYTES, "it took more than 512 MB");
    check(before.equals(outside()), "it wrote outside of the cache");
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      failed = true;
      print("  FAILED: %s", otherwise);
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** The peak of a process so far; it only grows. */
  private static long kilobytes(long pid) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** What stands around the cache, two folders up, where a name that leads out would end. */
  private List<String> outside() throws IOException {
    Path cache = folder.resolve("cache");
    Path above = folder.resolve("../..").normalize();
    try (Stream<Path> here = Files.walk(folder).filter(file -> !file.startsWith(cache));
        Stream<Path> there = Files.list(above)) {
      return Stream.concat(here, there).map(Path::toString).sorted().toList();
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
