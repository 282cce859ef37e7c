// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.bench;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.testing.TestingPack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/** Writes an OCI layout of one layer, the layer part by part as it comes. */
final class HostileLayout implements AutoCloseable {
  private static final String TYPE = "application/vnd.oci.image.";

  private final Path layout;
  private final Path draft;
  private final OutputStream out;
  private final MessageDigest plain = Digest.hasher("sha256");
  private final MessageDigest packed = Digest.hasher("sha256");
  private String settings = "\"config\":{}";

  HostileLayout(Path layout) throws IOException {
    this.layout = layout;
    Files.createDirectories(layout.resolve("blobs/sha256"));
    draft = layout.resolve("draft");
    out = Files.newOutputStream(draft);
  }

  /** Adds a part of the layer, and what it is packed. */
  HostileLayout add(byte[] part, byte[] gzip) throws IOException {
    plain.update(part);
    packed.update(gzip);
    out.write(gzip);
    return this;
  }

  HostileLayout add(byte[] part) throws IOException {
    return add(part, TestingPack.gzip(part));
  }

  /** Sets the members of the configuration that are not the layers. */
  HostileLayout settings(String members) {
    settings = members;
    return this;
  }

  /** Finishes the layout. */
  Path finish() throws IOException {
    return finish(Digest.sha256(packed.digest()));
  }

  /** Finishes the layout, the layer under a digest that may lie. */
  Path finish(Digest named) throws IOException {
    out.close();
    Files.move(draft, blob(named), StandardCopyOption.REPLACE_EXISTING);
    String layer = descriptor("layer.v1.tar+gzip", named, Files.size(blob(named)));
    String config =
        "{\"architecture\":\"amd64\",\"os\":\"linux\",%s,\"rootfs\":{\"diff_ids\":[\"%s\"]}}"
            .formatted(settings, Digest.sha256(plain.digest()));
    index(
        write(
            "manifest.v1+json",
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}"
                .formatted(write("config.v1+json", config), layer)));
    return layout;
  }

  /** Writes the index of the layout over one descriptor. */
  void index(String descriptor) throws IOException {
    Files.writeString(layout.resolve("index.json"), indexOf(descriptor));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  /** Returns an index over one descriptor. */
  static String indexOf(String descriptor) {
    return "{\"schemaVersion\":2,\"manifests\":[" + descriptor + "]}";
  }

  /** Writes a blob and returns its descriptor. */
  String write(String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Files.write(blob(Digest.of(bytes)), bytes);
    return descriptor(type, Digest.of(bytes), bytes.length);
  }

  /** Returns the file of a blob. */
  Path blob(Digest digest) {
    return layout.resolve("blobs/sha256").resolve(digest.hex());
  }

  static String descriptor(String type, Digest digest, long size) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d}"
        .formatted(TYPE + type, digest, size);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
