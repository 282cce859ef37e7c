// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.testing.TestingPack;
import dev.afterimage.oci.testing.TestingTar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;

/** Writes hostile images as OCI layouts of one layer each, part by part where they are large. */
final class HostileImages {
  private static final long BOMB_BYTES = 10L << 30;
  private static final int FILES = 1_000_000;

  private final Path folder;

  HostileImages(Path folder) {
    this.folder = folder;
  }

  /** Packs the parts of a layer into a file as they come. */
  private final class Packer implements AutoCloseable {
    private final Path layout;
    private final Path draft;
    private final OutputStream out;
    private final MessageDigest plain = Digest.hasher("sha256");
    private final MessageDigest packed = Digest.hasher("sha256");

    Packer(String name) throws IOException {
      layout = folder.resolve(name);
      Files.createDirectories(layout.resolve("blobs/sha256"));
      draft = layout.resolve("draft");
      out = Files.newOutputStream(draft);
    }

    Packer add(byte[] part, byte[] gzip) throws IOException {
      plain.update(part);
      packed.update(gzip);
      out.write(gzip);
      return this;
    }

    Packer add(byte[] part) throws IOException {
      return add(part, TestingPack.gzip(part));
    }

    Path layout() throws IOException {
      return layout(Digest.sha256(packed.digest()));
    }

    /** Finishes the layout, the layer under a digest that may lie. */
    Path layout(Digest named) throws IOException {
      out.close();
      Files.move(draft, blob(named), StandardCopyOption.REPLACE_EXISTING);
      long size = Files.size(blob(named));
      String config =
          "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
              + "\"diff_ids\":[\""
              + Digest.sha256(plain.digest())
              + "\"]}}";
      String type = "application/vnd.oci.image.";
      String manifest =
          "{\"schemaVersion\":2,\"config\":"
              + descriptor(type + "config.v1+json", write(config), config.length())
              + ",\"layers\":["
              + descriptor(type + "layer.v1.tar+gzip", named, size)
              + "]}";
      String entry = descriptor(type + "manifest.v1+json", write(manifest), manifest.length());
      Files.writeString(
          layout.resolve("index.json"), "{\"schemaVersion\":2,\"manifests\":[" + entry + "]}");
      Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
      return layout;
    }

    private Path blob(Digest digest) {
      return layout.resolve("blobs/sha256").resolve(digest.hex());
    }

    private Digest write(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      Files.write(blob(Digest.of(bytes)), bytes);
      return Digest.of(bytes);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }

  private static String descriptor(String type, Digest digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}".formatted(type, digest, size);
  }

  /** One file of ten gigabytes of zeros, in ten megabytes. */
  Path bomb() throws IOException {
    byte[] zeros = new byte[1 << 20];
    byte[] gzip = TestingPack.gzip(zeros);
    try (Packer packer = new Packer("bomb")) {
      byte[] tar =
          new TestingTar().pax("size", Long.toString(BOMB_BYTES)).file("zeros", "").build();
      packer.add(Arrays.copyOf(tar, tar.length - 1024));
      for (long made = 0; made < BOMB_BYTES; made += zeros.length) {
        packer.add(zeros, gzip);
      }
      return packer.add(new byte[1024]).layout();
    }
  }

  /** A million empty files. */
  Path files(String prefix) throws IOException {
    try (Packer packer = new Packer(prefix + "-files")) {
      for (int from = 0; from < FILES; from += 10_000) {
        TestingTar part = new TestingTar();
        for (int i = from; i < from + 10_000; i++) {
          part.bytes(part.header("d" + i / 5000 + "/" + prefix + i, '0', "", 0));
        }
        byte[] tar = part.build();
        packer.add(Arrays.copyOf(tar, tar.length - 1024));
      }
      return packer.add(new byte[1024]).layout();
    }
  }

  Path small(String name, TestingTar tar) throws IOException {
    try (Packer packer = new Packer(name)) {
      return packer.add(tar.build()).layout();
    }
  }

  /** A layer that is not what its digest says. */
  Path lying() throws IOException {
    try (Packer packer = new Packer("lying")) {
      return packer.add(new TestingTar().file("a", "y").build()).layout(Digest.of(new byte[1]));
    }
  }

  /** A layer whose gzip stream ends early, under the digest of what is there. */
  Path truncated() throws IOException {
    byte[] tar = new TestingTar().file("a", "x".repeat(100_000)).build();
    byte[] gzip = TestingPack.gzip(tar);
    try (Packer packer = new Packer("truncated")) {
      return packer.add(tar, Arrays.copyOf(gzip, gzip.length / 2)).layout();
    }
  }
}
