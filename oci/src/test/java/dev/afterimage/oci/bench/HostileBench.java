// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.diff.ImageComparer;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.HistoryLine;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageConfig;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.image.Platform;
import dev.afterimage.oci.image.RunConfig;
import dev.afterimage.oci.layer.LayerCache;
import dev.afterimage.oci.layer.LayerIndexer;
import dev.afterimage.oci.layer.Limits;
import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares hostile images in one process, to be run with {@code -Xmx384m}: each ends with a clear
 * error or a bounded result; the peak of the memory is printed at the end.
 */
public final class HostileBench {
  private static final long BOMB_BYTES = 10L << 30;
  private static final int FILES = 1_000_000;

  private final Path folder;

  private HostileBench(Path folder) {
    this.folder = folder;
  }

  /**
   * Runs all hostile images.
   *
   * @param arguments a folder for the images and the cache
   */
  public static void main(String[] arguments) throws IOException {
    HostileBench bench = new HostileBench(Files.createDirectories(Path.of(arguments[0])));
    bench.compare("10 GB of zeros in 10 MB", bench.bomb());
    bench.compare("a million files", bench.files("m"));
    bench.compare("another million files", bench.files("n"));
    bench.compare(
        "1 MB of PAX headers",
        bench.small(new TestingTar().pax("x", "y".repeat(1 << 20)).file("a", "")));
    bench.compare(
        "names that lead out", bench.small(new TestingTar().file("../../x", "").file("/y", "")));
    bench.compare(
        "a loop of symlinks",
        bench.small(new TestingTar().symlink("a", "b").symlink("b", "a").file("a/x", "")));
    Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .forEach(System.out::println);
  }

  private void compare(String what, Blob blob) throws IOException {
    LayerCache cache = LayerCache.open(folder.resolve("cache"), LayerCache.DEFAULT_BYTES);
    ImageComparer comparer = new ImageComparer(new LayerIndexer(Limits.DEFAULT, cache));
    long start = System.nanoTime();
    String result;
    try {
      ImageDiff diff = comparer.compare(image(files("o")), image(blob));
      result = diff.verdict().text();
    } catch (IOException e) {
      result = String.valueOf(e.getMessage());
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.println(what + ": " + result + " [" + millis + " ms]");
  }

  /** A layer in a file. */
  private record Blob(Path file, Digest diffId, Digest digest) {}

  private static Image image(Blob blob) throws IOException {
    Descriptor descriptor = Descriptor.of("", blob.digest(), Files.size(blob.file()));
    Layer layer =
        new Layer(
            0,
            blob.diffId(),
            Optional.of(descriptor),
            () -> Files.newInputStream(blob.file()),
            Optional.of(new HistoryLine("ADD x /", Optional.empty(), Optional.empty(), false)),
            Optional.empty());
    RunConfig run = new RunConfig(new TreeMap<>(), List.of(), List.of(), "", "", new TreeMap<>());
    ImageConfig config =
        new ImageConfig(
            Platform.LINUX_AMD64,
            Optional.empty(),
            run,
            new TreeMap<>(),
            List.of(blob.diffId()),
            List.of());
    Image.Identity identity =
        new Image.Identity(Optional.of(blob.digest()), Optional.empty(), blob.digest());
    return new Image(blob.file().toString(), identity, config, List.of(layer), List.of());
  }

  /** Packs parts into a file as they come. */
  private final class Packer implements AutoCloseable {
    private final Path file;
    private final OutputStream out;
    private final MessageDigest plain = Digest.hasher("sha256");
    private final MessageDigest packed = Digest.hasher("sha256");

    Packer(String name) throws IOException {
      file = folder.resolve(name);
      out = Files.newOutputStream(file);
    }

    void add(byte[] part, byte[] gzip) throws IOException {
      plain.update(part);
      packed.update(gzip);
      out.write(gzip);
    }

    Blob blob() {
      return new Blob(file, Digest.sha256(plain.digest()), Digest.sha256(packed.digest()));
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private Blob bomb() throws IOException {
    byte[] zeros = new byte[1 << 20];
    byte[] gzip = TestingPack.gzip(zeros);
    try (Packer packer = new Packer("bomb")) {
      byte[] tar =
          new TestingTar().pax("size", Long.toString(BOMB_BYTES)).file("zeros", "").build();
      byte[] header = Arrays.copyOf(tar, tar.length - 1024);
      packer.add(header, TestingPack.gzip(header));
      for (long made = 0; made < BOMB_BYTES; made += zeros.length) {
        packer.add(zeros, gzip);
      }
      packer.add(new byte[1024], TestingPack.gzip(new byte[1024]));
      return packer.blob();
    }
  }

  private Blob files(String prefix) throws IOException {
    try (Packer packer = new Packer(prefix + "-files")) {
      for (int from = 0; from < FILES; from += 10_000) {
        TestingTar part = new TestingTar();
        for (int i = from; i < from + 10_000; i++) {
          part.bytes(part.header("d" + i / 5000 + "/" + prefix + i, '0', "", 0));
        }
        byte[] tar = part.build();
        byte[] entries = Arrays.copyOf(tar, tar.length - 1024);
        packer.add(entries, TestingPack.gzip(entries));
      }
      packer.add(new byte[1024], TestingPack.gzip(new byte[1024]));
      return packer.blob();
    }
  }

  private Blob small(TestingTar tar) throws IOException {
    byte[] plain = tar.build();
    try (Packer packer = new Packer("small")) {
      packer.add(plain, TestingPack.gzip(plain));
      return packer.blob();
    }
  }
}
