// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/** Builds small images that are valid in every byte: a configuration and one layer per step. */
public final class ImageBuilder {
  private static final String CONFIG_TYPE = "application/vnd.docker.container.image.v1+json";
  private static final String LAYER_TYPE = "application/vnd.docker.image.rootfs.diff.tar.gzip";

  private final String architecture;
  private final Instant created;
  private final SortedMap<String, String> labels = new TreeMap<>();
  private final Map<String, byte[]> blobs = new TreeMap<>();
  private final ArrayNode layers = Json.array();
  private final ArrayNode diffIds = Json.array();
  private final ArrayNode history = Json.array();
  private List<String> command = List.of();

  /** An image without layers. */
  public ImageBuilder(String architecture, Instant created) {
    this.architecture = requireNonNull(architecture, "architecture is null");
    this.created = requireNonNull(created, "created is null");
  }

  /** Sets the command, which is the handler. */
  public ImageBuilder command(String... words) {
    command = List.of(words);
    return this;
  }

  /** Adds a label. */
  public ImageBuilder label(String name, String value) {
    labels.put(name, value);
    return this;
  }

  /** Adds a layer with files, readable by everybody. */
  public ImageBuilder layer(String createdBy, Map<String, String> files) {
    byte[] tar = tar(new TreeMap<>(files));
    byte[] zipped = gzip(tar);
    String digest = Digests.digest(zipped);
    blobs.put(digest, zipped);
    layers
        .addObject()
        .put("mediaType", LAYER_TYPE)
        .put("size", zipped.length)
        .put("digest", digest);
    diffIds.add(Digests.digest(tar));
    history.addObject().put("created", created.toString()).put("created_by", createdBy);
    return this;
  }

  /** Returns the image. */
  public Image build() {
    byte[] config = Json.text(config()).getBytes(StandardCharsets.UTF_8);
    String digest = Digests.digest(config);
    blobs.put(digest, config);
    ObjectNode manifest =
        Json.object().put("schemaVersion", 2).put("mediaType", Image.DOCKER_MANIFEST);
    manifest
        .putObject("config")
        .put("mediaType", CONFIG_TYPE)
        .put("size", config.length)
        .put("digest", digest);
    manifest.set("layers", layers);
    return new Image(Json.text(manifest), Image.DOCKER_MANIFEST, architecture, blobs);
  }

  private ObjectNode config() {
    ObjectNode config =
        Json.object()
            .put("architecture", architecture)
            .put("created", created.toString())
            .put("os", "linux");
    ObjectNode inner = config.putObject("config");
    inner.set("Cmd", Json.texts(command));
    inner.putArray("Entrypoint").add("/lambda-entrypoint.sh");
    ObjectNode named = inner.putObject("Labels");
    labels.forEach(named::put);
    inner.put("WorkingDir", "/var/task");
    config.set("history", history);
    config.putObject("rootfs").put("type", "layers").set("diff_ids", diffIds);
    return config;
  }

  private byte[] tar(SortedMap<String, String> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setModTime(created.toEpochMilli());
        // Left alone, it is whoever runs the lab, and the digest would be another on each machine.
        entry.setUserName("root");
        entry.setMode(0644);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a layer cannot be written", e);
    }
    return bytes.toByteArray();
  }

  private byte[] gzip(byte[] content) {
    GzipParameters parameters = new GzipParameters();
    parameters.setModificationInstant(created);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GzipCompressorOutputStream out = new GzipCompressorOutputStream(bytes, parameters)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException("a layer cannot be compressed", e);
    }
    return bytes.toByteArray();
  }
}
