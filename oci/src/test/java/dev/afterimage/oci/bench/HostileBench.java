// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares hostile images by the command that a user gives, each in a process of its own: each ends
 * with a clear error or a bounded result, and what it takes of memory is printed. Nothing but the
 * cache may be written.
 */
public final class HostileBench {
  private static final long MOST_KILOBYTES = 512 << 10;
  private static final int MOST_SECONDS = 120;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final Path folder;
  private final Pattern wanted;
  private final List<String> command;
  private Path plain;
  private boolean failed;

  private HostileBench(Path folder, String wanted, List<String> command) {
    this.folder = folder;
    this.plain = folder;
    this.wanted = Pattern.compile(wanted);
    this.command = command;
  }

  /**
   * Runs all hostile images, or some.
   *
   * @param arguments a folder for the images and the cache, a pattern of the names of those to run,
   *     then the command that starts Afterimage
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    delete(folder.resolve("cache"));
    HostileBench bench =
        new HostileBench(folder, arguments[1], List.of(arguments).subList(2, arguments.length));
    bench.all();
    if (bench.failed) {
      throw new IllegalStateException("a bound does not hold");
    }
  }

  private void all() throws IOException, InterruptedException {
    HostileImages images = new HostileImages(folder);
    HostileContents contents = new HostileContents(folder);
    plain = images.small("plain", new TestingTar().file("a", "x"));
    layers(images);
    manifests(images);
    headers(images, contents);
    packages(images, contents);
    compare(
        "sources without a common line",
        () -> images.small("one", contents.sources(1, 200)),
        () -> images.small("two", contents.sources(2, 200)));
    compare("a zip package of 3 GB of zeros", contents::zip);
  }

  private void layers(HostileImages images) throws IOException, InterruptedException {
    compare("10 GB of zeros in 10 MB", () -> images.bomb("bomb", TestingPack::gzip));
    compare("10 GB of zeros in zstd", () -> images.bomb("zstd", TestingPack::zstd));
    compare(
        "two windows of 64 MB and a million files",
        () -> images.window("s", 26),
        () -> images.window("t", 26));
    compare(
        "two windows of 128 MB and a million files",
        () -> images.window("v", 27),
        () -> images.window("w", 27));
    compare("two times a million files", () -> images.files("m"), () -> images.files("n"));
    compare("a million files with a warm cache", () -> images.files("m"), () -> images.files("n"));
    compare("a digest that lies", images::lying);
    compare("a gzip that was cut off", images::truncated);
  }

  private void manifests(HostileImages images) throws IOException, InterruptedException {
    compare("indexes in indexes", () -> images.nested(8));
    compare("a manifest of 1 GB", images::hugeManifest);
    compare("a configuration of 1 GB that says 100 bytes", images::hugeConfig);
    compare("two histories of 100000 lines", () -> images.history("h"), () -> images.history("i"));
    compare(
        "settings of 3 MB",
        () ->
            images.configured(
                "settings", "\"config\":{\"Env\":[\"A=%s\"]}".formatted("a=:".repeat(1_000_000))));
  }

  private void headers(HostileImages images, HostileContents contents)
      throws IOException, InterruptedException {
    compare(
        "1 MB of PAX headers",
        () -> images.small("pax", new TestingTar().pax("x", "y".repeat(1 << 20)).file("a", "")));
    compare("900 headers of 1 MB for one entry", contents::headers);
    compare("70000 global records for 200000 entries", contents::globals);
    compare("900 attributes of 1 MB", contents::attributes);
    compare("a hole of half an exabyte", () -> images.small("hole", contents.hole()));
    compare(
        "names that lead out",
        () -> images.small("out", new TestingTar().file("../../x", "").file("/y", "")));
    compare(
        "whiteouts that lead out",
        () ->
            images.small(
                "white",
                new TestingTar().file(".wh...", "").file("a/.wh..", "").file("../.wh.etc", "")));
    compare(
        "a loop of symlinks",
        () ->
            images.small(
                "loop", new TestingTar().symlink("a", "b").symlink("b", "a").file("a/x", "")));
    compare("a loop of 500000 hard links", () -> images.small("links", contents.links(500_000)));
    compare("names that a terminal obeys", () -> images.small("names", contents.names()));
  }

  private void packages(HostileImages images, HostileContents contents)
      throws IOException, InterruptedException {
    compare("a Java archive of 120 MB of zeros, packed thrice", () -> contents.archives("jar", 1));
    compare("a hundred of them", () -> contents.archives("jars", 100));
    compare("ten Java archives of 60 MB", () -> contents.large(10));
    compare(
        "a Java archive of a million entries",
        () -> images.small("entries", contents.entries("e%d", 1_000_000)));
    compare(
        "a Java archive of 190000 packages",
        () ->
            images.small("poms", contents.entries("META-INF/maven/g/a%d/pom.properties", 190_000)));
    compare("lists of 60 MB of short lines", () -> images.small("lines", contents.lines()));
    compare("an rpm database that repeats itself", () -> images.small("slots", contents.slots()));
  }

  /** Writes an image. */
  private interface Writer {
    Path write() throws IOException;
  }

  private void compare(String what, Writer b) throws IOException, InterruptedException {
    compare(what, () -> plain, b);
  }

  private void compare(String what, Writer a, Writer b) throws IOException, InterruptedException {
    if (!wanted.matcher(what).find()) {
      return;
    }
    List<String> arguments = List.of("image", "diff", a.write().toString(), b.write().toString());
    List<String> before = outside();
    Run run = run(Stream.concat(command.stream(), arguments.stream()).toList());
    print("%s: %s", what, run);
    check(run.ended(), "it did not end");
    check(run.kilobytes() <= MOST_KILOBYTES, "it took more than 512 MB");
    check(before.equals(outside()), "it wrote outside of the cache");
    check(run.text().length() <= MOST_CHARACTERS, "it printed more than 1 MB");
    check(
        run.text().lines().allMatch(HostileBench::isHarmless), "a terminal obeys what it printed");
    check(run.isClear(), "it ended neither with a report nor with an error of one line");
  }

  /** A process that has come to its end, or was ended after two minutes. */
  private record Run(String text, int status, boolean ended, long kilobytes, double seconds) {
    boolean isClear() {
      return status == 0 || (status == 3 && text.lines().count() == 1);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s [status %d, %d kB, peak %d MB, %.1f s]",
          text.lines().findFirst().orElse(""),
          status,
          text.length() >> 10,
          kilobytes >> 10,
          seconds);
    }
  }

  private Run run(List<String> words) throws IOException, InterruptedException {
    Path answer = folder.resolve("answer.txt");
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    long start = System.nanoTime();
    Process process = builder.redirectErrorStream(true).redirectOutput(answer.toFile()).start();
    long peak = 0;
    while (!process.waitFor(5, TimeUnit.MILLISECONDS) && seconds(start) < MOST_SECONDS) {
      peak = Math.max(peak, kilobytes(process.pid()));
    }
    boolean ended = !process.isAlive();
    process.destroyForcibly().waitFor();
    String text = Files.readString(answer, StandardCharsets.UTF_8);
    Files.delete(answer);
    return new Run(text, process.exitValue(), ended, peak, seconds(start));
  }

  private static boolean isHarmless(String line) {
    return line.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
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
  private static long kilobytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      // The process has just ended.
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
