// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Hostile images of every shape but those in {@link HostileContents}, one layer each. */
final class HostileImages {
  private static final long BOMB_BYTES = 10L << 30;
  private static final int FILES = 1_000_000;
  private static final int PART = 10_000;
  private static final int MEGABYTE = 1 << 20;

  private final Path folder;

  HostileImages(Path folder) {
    this.folder = folder;
  }

  private HostileLayout layout(String name) throws IOException {
    return new HostileLayout(folder.resolve(name));
  }

  Path small(String name, TestingTar tar) throws IOException {
    try (HostileLayout layout = layout(name)) {
      return layout.add(tar.build()).finish();
    }
  }

  /** A layer with a configuration of its own beside the layers. */
  Path configured(String name, String members) throws IOException {
    try (HostileLayout layout = layout(name)) {
      return layout.settings(members).add(new TestingTar().file("a", name).build()).finish();
    }
  }

  /** One file of ten gigabytes of zeros, in ten megabytes or less. */
  Path bomb(String name, UnaryOperator<byte[]> pack) throws IOException {
    byte[] zeros = new byte[MEGABYTE];
    byte[] packed = pack.apply(zeros);
    try (HostileLayout layout = layout(name)) {
      byte[] head = open(new TestingTar().pax("size", Long.toString(BOMB_BYTES)).file("zeros", ""));
      layout.add(head, pack.apply(head));
      for (long made = 0; made < BOMB_BYTES; made += zeros.length) {
        layout.add(zeros, packed);
      }
      byte[] end = new byte[1024];
      return layout.add(end, pack.apply(end)).finish();
    }
  }

  /** A tar stream without its end. */
  static byte[] open(TestingTar tar) {
    byte[] whole = tar.build();
    return Arrays.copyOf(whole, whole.length - 1024);
  }

  /** A million empty files. */
  Path files(String prefix) throws IOException {
    try (HostileLayout layout = layout(prefix + "-files")) {
      for (int from = 0; from < FILES; from += PART) {
        layout.add(part(prefix, from));
      }
      return layout.add(new byte[1024]).finish();
    }
  }

  private static byte[] part(String prefix, int from) {
    TestingTar part = new TestingTar();
    for (int i = from; i < from + PART; i++) {
      part.bytes(part.header("d" + i / 5000 + "/" + prefix + i, '0', "", 0));
    }
    return open(part);
  }

  /**
   * A million empty files in zstd, in a window that takes much memory.
   *
   * @param window the size of the window, as a power of two
   */
  Path window(String name, int window) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (HostileLayout layout = layout(name)) {
      try (ZstdOutputStreamNoFinalizer zstd = new ZstdOutputStreamNoFinalizer(packed)) {
        zstd.setLong(window);
        for (int from = 0; from < FILES; from += PART) {
          both(layout, zstd, part(name, from));
        }
        both(layout, zstd, new byte[1024]);
      }
      return layout.add(new byte[0], packed.toByteArray()).finish();
    }
  }

  private static void both(HostileLayout layout, OutputStream packed, byte[] part)
      throws IOException {
    packed.write(part);
    layout.add(part, new byte[0]);
  }

  /** A layer that is not what its digest says. */
  Path lying() throws IOException {
    try (HostileLayout layout = layout("lying")) {
      return layout.add(new TestingTar().file("a", "y").build()).finish(Digest.of(new byte[1]));
    }
  }

  /** A layer whose gzip stream ends early, under the digest of what is there. */
  Path truncated() throws IOException {
    byte[] tar = new TestingTar().file("a", "x".repeat(100_000)).build();
    byte[] gzip = TestingPack.gzip(tar);
    try (HostileLayout layout = layout("truncated")) {
      return layout.add(tar, Arrays.copyOf(gzip, gzip.length / 2)).finish();
    }
  }

  /** An index over an index over an index. */
  Path nested(int depth) throws IOException {
    try (HostileLayout layout = layout("nested")) {
      layout.add(new TestingTar().file("a", "y").build()).finish();
      String text = Files.readString(folder.resolve("nested/index.json"));
      for (int i = 0; i < depth; i++) {
        text = HostileLayout.indexOf(layout.write("index.v1+json", text));
      }
      layout.index(layout.write("index.v1+json", text));
      return folder.resolve("nested");
    }
  }

  /** A manifest of a gigabyte, which takes no room on the disk. */
  Path hugeManifest() throws IOException {
    try (HostileLayout layout = layout("huge-manifest")) {
      Digest digest = Digest.of(new byte[2]);
      grow(layout.blob(digest));
      layout.index(HostileLayout.descriptor("manifest.v1+json", digest, 1L << 30));
      return folder.resolve("huge-manifest");
    }
  }

  /** A configuration of a gigabyte that says to be small. */
  Path hugeConfig() throws IOException {
    try (HostileLayout layout = layout("huge-config")) {
      Digest digest = Digest.of(new byte[3]);
      grow(layout.blob(digest));
      String config = HostileLayout.descriptor("config.v1+json", digest, 100);
      layout.index(
          layout.write(
              "manifest.v1+json", "{\"schemaVersion\":2,\"config\":" + config + ",\"layers\":[]}"));
      return folder.resolve("huge-config");
    }
  }

  private static void grow(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.write("{\"schemaVersion\":2,".getBytes(StandardCharsets.UTF_8));
      sparse.setLength(1L << 30);
    }
  }

  /** So many lines of history that nothing may be done for each pair of them. */
  Path history(String name) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      lines.append(i == 0 ? "" : ",").append("{\"created_by\":\"").append(name).append(i);
      lines.append("\"}");
    }
    return configured(name, "\"history\":[" + lines + "]");
  }
}
