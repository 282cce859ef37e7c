// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.image.Digest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Measures the command {@code image diff} beside diffoscope, each as a process of its own, on the
 * same two archives, and counts how many of the planted changes each of them names. The layers are
 * named by their place, so that diffoscope pairs them and looks into them: in an archive where they
 * are named by digest it pairs none of them unless python3-tlsh is there.
 */
public final class DiffoscopeBench {
  private static final int ROUNDS = 3;

  private final Path folder;
  private final List<String> command;

  private DiffoscopeBench(Path folder, List<String> command) {
    this.folder = folder;
    this.command = command;
  }

  /**
   * Runs the benchmark.
   *
   * @param arguments a folder for the archives, then the command that starts Afterimage
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0]).toAbsolutePath());
    new DiffoscopeBench(folder, List.of(arguments).subList(1, arguments.length)).all();
  }

  private void all() throws IOException, InterruptedException {
    Path a = folder.resolve("a.tar");
    Path b = folder.resolve("b.tar");
    if (!Files.exists(b)) {
      BenchImages.archives(a, b);
    }
    SortedSet<String> planted = differing(files(a), files(b));
    print(
        "archives: %d and %d MB, plain layers; %d files differ",
        Files.size(a) / 1_000_000, Files.size(b) / 1_000_000, planted.size());
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      delete(folder.resolve("cache"));
      double cold = measure("image diff, cold", planted, afterimage(a, b));
      measure("image diff, warm", planted, afterimage(a, b));
      ratios.add(measure("diffoscope", planted, diffoscope(a, b)) / cold);
    }
    ratios.sort(null);
    print("diffoscope / image diff, cold: %.1f x (median of %d)", ratios.get(ROUNDS / 2), ROUNDS);
  }

  private List<String> afterimage(Path a, Path b) {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of("image", "diff", "--format", "json", a.toString(), b.toString()));
    return words;
  }

  /** Diffoscope with its own limits, and the fastest of its reports. */
  private List<String> diffoscope(Path a, Path b) {
    return List.of("diffoscope", "--no-progress", "--json", "-", a.toString(), b.toString());
  }

  private double measure(String what, SortedSet<String> planted, List<String> words)
      throws IOException, InterruptedException {
    Path answer = folder.resolve("answer.json");
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    long start = System.nanoTime();
    Process process =
        builder
            .redirectOutput(answer.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int status = process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    String text = Files.readString(answer, StandardCharsets.UTF_8);
    long named = planted.stream().filter(text::contains).count();
    print(
        "%s: %.2f s, names %d of %d changed files [status %d, %d kB]",
        what, seconds, named, planted.size(), status, text.length() >> 10);
    return seconds;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** What stands in the layers of an archive, by another reader than the one that is measured. */
  private static SortedMap<String, Digest> files(Path archive) throws IOException {
    SortedMap<String, Digest> files = new TreeMap<>();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream outer = new TarArchiveInputStream(in)) {
      TarArchiveEntry member = outer.getNextEntry();
      while (member != null) {
        if (member.getName().endsWith("/layer.tar")) {
          files.putAll(files(outer));
        }
        member = outer.getNextEntry();
      }
    }
    return files;
  }

  private static Map<String, Digest> files(InputStream layer) throws IOException {
    Map<String, Digest> files = new TreeMap<>();
    TarArchiveInputStream tar = new TarArchiveInputStream(layer);
    TarArchiveEntry entry = tar.getNextEntry();
    while (entry != null) {
      if (entry.isFile()) {
        files.put(entry.getName(), Digest.of(tar.readAllBytes()));
      }
      entry = tar.getNextEntry();
    }
    return files;
  }

  private static SortedSet<String> differing(
      SortedMap<String, Digest> a, SortedMap<String, Digest> b) {
    SortedSet<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    names.removeIf(name -> a.containsKey(name) && a.get(name).equals(b.get(name)));
    return names;
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
