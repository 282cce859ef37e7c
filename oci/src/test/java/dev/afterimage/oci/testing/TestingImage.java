// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.oci.image.BlobFetcher;
import dev.afterimage.oci.image.Descriptor;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageReader;
import dev.afterimage.oci.image.MediaTypes;
import dev.afterimage.oci.image.RawManifest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds an image in memory. */
public final class TestingImage {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GZIP_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";

  private final Map<Digest, byte[]> blobs = new LinkedHashMap<>();
  private final List<byte[]> plains = new ArrayList<>();
  private final ObjectNode config = JSON.createObjectNode();
  private final ObjectNode manifest = JSON.createObjectNode();
  private final ArrayNode diffIds;
  private final ArrayNode history;
  private final ArrayNode layers;

  public TestingImage() {
    config.put("architecture", "amd64").put("os", "linux").put("created", "2025-11-16T00:00:00Z");
    config.putObject("config");
    diffIds = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
    history = config.putArray("history");
    manifest.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    manifest.putObject("config");
    layers = manifest.putArray("layers");
  }

  /** Returns the configuration, to be altered. */
  public ObjectNode config() {
    return config;
  }

  /** Returns the settings of the configuration, to be altered. */
  public ObjectNode settings() {
    return (ObjectNode) config.path("config");
  }

  /** Returns the manifest, to be altered. */
  public ObjectNode manifest() {
    return manifest;
  }

  /** Adds a gzipped layer. */
  public TestingImage layer(String createdBy, TestingTar tar) {
    byte[] plain = tar.build();
    return layer(createdBy, plain, TestingPack.gzip(plain), GZIP_LAYER);
  }

  /** Adds a layer packed in any way. */
  public TestingImage layer(String createdBy, byte[] plain, byte[] packed, String mediaType) {
    plains.add(plain);
    diffIds.add(Digest.of(plain).toString());
    history.addObject().put("created_by", createdBy).put("created", "2025-11-16T00:00:00Z");
    layers.add(descriptor(mediaType, packed));
    return this;
  }

  /** Adds a history line without a layer. */
  public TestingImage line(String createdBy) {
    history.addObject().put("created_by", createdBy).put("empty_layer", true);
    return this;
  }

  /** Adds a blob and returns a descriptor of it. */
  public ObjectNode descriptor(String mediaType, byte[] blob) {
    Digest digest = Digest.of(blob);
    blobs.put(digest, blob);
    return JSON.createObjectNode()
        .put("mediaType", mediaType)
        .put("digest", digest.toString())
        .put("size", blob.length);
  }

  /** Replaces the blob of a layer by another one under the same digest. */
  public TestingImage forge(int layer, byte[] other) {
    Digest digest = Digest.parse(layers.path(layer).path("digest").asText()).orElseThrow();
    blobs.put(digest, other);
    return this;
  }

  /** Returns the manifest's bytes. */
  public byte[] manifestBytes() {
    byte[] bytes = bytes(config);
    ObjectNode descriptor = descriptor(MediaTypes.OCI_CONFIG, bytes);
    ObjectNode field = (ObjectNode) manifest.path("config");
    String type = field.path("mediaType").asText(MediaTypes.OCI_CONFIG);
    field.setAll(descriptor);
    field.put("mediaType", type);
    return bytes(manifest);
  }

  /** Returns the bytes of a JSON value. */
  public static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the manifest's digest. */
  public Digest digest() {
    return Digest.of(manifestBytes());
  }

  /** Returns the blobs, the manifest among them. */
  public Map<Digest, byte[]> blobs() {
    byte[] bytes = manifestBytes();
    Map<Digest, byte[]> all = new LinkedHashMap<>(blobs);
    all.put(Digest.of(bytes), bytes);
    return all;
  }

  /** Returns the image as it is read from its blobs. */
  public Image image() {
    try {
      return ImageReader.read("test", fetcher(), digest().toString(), Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a fetcher of the blobs. */
  public BlobFetcher fetcher() {
    Map<Digest, byte[]> all = blobs();
    return new BlobFetcher() {
      @Override
      public RawManifest manifest(String reference) throws IOException {
        Digest digest = Digest.parse(reference).orElseThrow();
        String text = new String(find(digest), StandardCharsets.UTF_8);
        return new RawManifest(text, Optional.empty());
      }

      private byte[] find(Digest digest) throws IOException {
        byte[] blob = all.get(digest);
        if (blob == null) {
          throw new ImageException("no blob " + digest);
        }
        return blob;
      }

      @Override
      public InputStream blob(Descriptor descriptor, long offset) throws IOException {
        byte[] blob = find(descriptor.digest());
        int from = (int) Math.min(offset, blob.length);
        return new ByteArrayInputStream(blob, from, blob.length - from);
      }

      @Override
      public void close() {}
    };
  }

  /** Writes the image as an OCI layout. */
  public Path layout(Path folder, String tag) throws IOException {
    for (Map.Entry<Digest, byte[]> blob : blobs().entrySet()) {
      Path file = folder.resolve("blobs/sha256/" + blob.getKey().hex());
      Files.createDirectories(file.getParent());
      Files.write(file, blob.getValue());
    }
    Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    Files.write(folder.resolve("index.json"), index(tag));
    return folder;
  }

  /** Returns an index over the image. */
  public byte[] index(String tag) {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    byte[] bytes = manifestBytes();
    ObjectNode entry = index.putArray("manifests").addObject();
    entry.put("mediaType", MediaTypes.OCI_MANIFEST).put("digest", Digest.of(bytes).toString());
    entry.put("size", bytes.length);
    entry.putObject("annotations").put("org.opencontainers.image.ref.name", tag);
    return bytes(index);
  }

  /**
   * Returns the image as {@code docker save} wrote it before Docker 25, repeated layers as links.
   */
  public byte[] dockerArchive(String tag) {
    TestingTar tar = new TestingTar();
    ArrayNode entries = JSON.createArrayNode();
    ObjectNode entry = entries.addObject();
    byte[] bytes = bytes(config);
    String configName = Digest.of(bytes).hex() + ".json";
    entry.put("Config", configName).putArray("RepoTags").add(tag);
    ArrayNode paths = entry.putArray("Layers");
    Map<Digest, String> seen = new LinkedHashMap<>();
    for (int i = 0; i < plains.size(); i++) {
      byte[] plain = plains.get(i);
      String path = "layer" + i + "/layer.tar";
      String first = seen.putIfAbsent(Digest.of(plain), path);
      if (first == null) {
        tar.file(path, plain);
      } else {
        tar.symlink(path, "../" + first);
      }
      paths.add(path);
    }
    tar.file(configName, bytes);
    tar.file("manifest.json", entries.toString());
    return tar.build();
  }
}
