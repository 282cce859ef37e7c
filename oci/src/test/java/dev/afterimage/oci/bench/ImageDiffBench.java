// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.diff.ImageComparer;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.layer.LayerCache;
import dev.afterimage.oci.layer.LayerIndexer;
import dev.afterimage.oci.layer.Limits;
import dev.afterimage.oci.report.ImageDiffReport;
import dev.afterimage.oci.source.ImageSource;
import dev.afterimage.oci.source.ImageSources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Measures {@code image diff} against the floor, which is to inflate and hash each distinct layer
 * once on one thread, and reads the peak of its memory in a process of its own.
 */
public final class ImageDiffBench {
  private static final int ROUNDS = 7;

  /** Rounds after which the compiler has seen what it needs to see. */
  private static final int WARM_UP = 2;

  private final Path folder;

  private ImageDiffBench(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs the benchmark, or one part of it in a process that the benchmark started.
   *
   * @param arguments a folder for the images; then {@code once} for one comparison
   */
  public static void main(String[] arguments) throws Exception {
    ImageDiffBench bench = new ImageDiffBench(Path.of(arguments[0]));
    if (arguments.length > 1 && arguments[1].equals("once")) {
      bench.once();
    } else {
      bench.all();
    }
  }

  private Path image(String name) {
    return folder.resolve(name);
  }

  private void all() throws Exception {
    if (!Files.exists(image("b").resolve("index.json"))) {
      BenchImages.write(image("a"), image("b"));
    }
    print("images: %s and %s MB packed", megabytes(image("a")), megabytes(image("b")));
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      double before = processorSeconds();
      double floor = seconds(this::floor);
      double floorWork = processorSeconds() - before;
      delete(image("cache"));
      before = processorSeconds();
      double cold = seconds(this::compare);
      double coldWork = processorSeconds() - before;
      double warm = seconds(this::compare);
      print(
          "round %d: floor %.2f s, cold %.2f s (%.2f x), warm %.3f s (%.3f x)",
          round, floor, cold, cold / floor, warm, warm / floor);
      print("         processor time: floor %.2f s, cold %.2f s", floorWork, coldWork);
      if (round > WARM_UP) {
        ratios.add(cold / floor);
      }
    }
    ratios.sort(null);
    print("cold, median after %d rounds: %.2f x", WARM_UP, ratios.get(ratios.size() / 2));
    delete(image("cache"));
    child("cold, own process");
    child("warm, own process");
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private static long megabytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(ImageDiffBench::size).sum() / 1_000_000;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Time on processors, which a busy machine does not stretch as much as time on the clock. */
  private static double processorSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** Something that takes time. */
  private interface Work {
    void run() throws Exception;
  }

  private static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(path)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  private ImageSource open(String name) throws IOException {
    return new ImageSources(Map.of(), image("scratch")).open(image(name).toString());
  }

  private void compare() throws IOException {
    LayerCache cache = LayerCache.open(image("cache"), LayerCache.DEFAULT_BYTES);
    try (ImageSource a = open("a");
        ImageSource b = open("b")) {
      ImageDiff diff =
          new ImageComparer(new LayerIndexer(Limits.DEFAULT, cache))
              .compare(a.image(Optional.empty()), b.image(Optional.empty()));
      Files.writeString(image("report.txt"), ImageDiffReport.text(diff));
    }
  }

  private void floor() throws Exception {
    Map<Object, Layer> distinct = new HashMap<>();
    for (String name : List.of("a", "b")) {
      try (ImageSource source = open(name)) {
        Image image = source.image(Optional.empty());
        image.layers().forEach(layer -> distinct.putIfAbsent(layer.diffId(), layer));
      }
    }
    for (Layer layer : distinct.values()) {
      inflate(layer);
    }
  }

  private static void inflate(Layer layer)
      throws IOException, NoSuchAlgorithmException, DataFormatException {
    MessageDigest hasher = MessageDigest.getInstance("SHA-256");
    Inflater inflater = new Inflater(true);
    byte[] in = new byte[1 << 16];
    byte[] out = new byte[1 << 17];
    try (InputStream packed = layer.source().open()) {
      packed.skipNBytes(10);
      int count = packed.read(in);
      while (count > 0 && !inflater.finished()) {
        inflater.setInput(in, 0, count);
        for (int n = inflater.inflate(out); n > 0; n = inflater.inflate(out)) {
          hasher.update(out, 0, n);
        }
        count = packed.read(in);
      }
    } finally {
      inflater.end();
    }
    if (!layer.diffId().finish(hasher).equals(layer.diffId())) {
      throw new IllegalStateException("the floor read something else");
    }
  }

  /** One comparison in this process, with the peak of its resident memory. */
  private void once() throws Exception {
    double seconds = seconds(this::compare);
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("VmHWM: ?")
            .replaceAll("\\s+", " ");
    print("%.2f s, %s", seconds, peak);
  }

  private void child(String what) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx160m", "-Xss512k", "-XX:TieredStopAtLevel=4"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ImageDiffBench.class.getName(), folder.toString(), "once"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    print("%s: %s", what, answer.strip());
    process.waitFor();
  }
}
