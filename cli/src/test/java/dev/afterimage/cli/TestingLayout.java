// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image of one layer, written as an OCI layout or as an archive of {@code docker save}. */
final class TestingLayout {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPES = "application/vnd.oci.image.";

  private final Map<String, String> files = new TreeMap<>();
  private long modified = 1_763_000_000;

  /** The function of the example: a guard takes the clock when its module is imported. */
  static TestingLayout guarded() {
    return new TestingLayout()
        .file("var/task/poll_handler.py", "poll_handler.py")
        .file("var/task/timeout_guard.py", "timeout_guard.py");
  }

  /** Adds a file of the test's resources. */
  TestingLayout file(String path, String resource) {
    try (var in = TestingLayout.class.getResourceAsStream("image/" + resource)) {
      if (in == null) {
        throw new AssertionError("no resource " + resource);
      }
      return text(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a file. */
  TestingLayout text(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** Changes the text of a file. */
  TestingLayout replace(String path, String before, String after) {
    files.computeIfPresent(path, (name, text) -> text.replace(before, after));
    return this;
  }

  /** Every file was written at another time. */
  TestingLayout writtenAt(long seconds) {
    modified = seconds;
    return this;
  }

  private static byte[] tar(Map<String, byte[]> files, long modified) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(modified * 1000);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private byte[] layer() {
    Map<String, byte[]> contents = new TreeMap<>();
    files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return tar(contents, modified);
  }

  private byte[] config() {
    ObjectNode config = JSON.createObjectNode().put("architecture", "amd64").put("os", "linux");
    config.putObject("config").putArray("Cmd").add("poll_handler.lambda_handler");
    config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digest(layer()));
    config.putArray("history").addObject().put("created_by", "COPY src/ /var/task/");
    return bytes(config);
  }

  private byte[] manifest() {
    ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);
    manifest.put("mediaType", TYPES + "manifest.v1+json");
    manifest.set("config", descriptor("config.v1+json", config()));
    manifest.putArray("layers").add(descriptor("layer.v1.tar", layer()));
    return bytes(manifest);
  }

  private static ObjectNode descriptor(String type, byte[] blob) {
    return JSON.createObjectNode()
        .put("mediaType", TYPES + type)
        .put("digest", digest(blob))
        .put("size", blob.length);
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String digest(byte[] bytes) {
    return "sha256:" + TestingCase.sha256(bytes);
  }

  /** Returns the digest of the image. */
  String digest() {
    return digest(manifest());
  }

  /** Returns the manifest as text. */
  String manifestText() {
    return new String(manifest(), StandardCharsets.UTF_8);
  }

  /** Writes the image as an OCI layout. */
  Path layout(Path folder) {
    ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
    index.putArray("manifests").add(descriptor("manifest.v1+json", manifest()));
    write(
        folder.resolve("oci-layout"),
        "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
    write(folder.resolve("index.json"), bytes(index));
    for (byte[] blob : new byte[][] {layer(), config(), manifest()}) {
      write(folder.resolve("blobs/sha256").resolve(TestingCase.sha256(blob)), blob);
    }
    return folder;
  }

  /** Writes the image as {@code docker save} does, without a manifest's digest. */
  Path archive(Path file) {
    ObjectNode image = JSON.createObjectNode().put("Config", "config.json");
    image.putArray("RepoTags").add("poll:latest");
    image.putArray("Layers").add("layer.tar");
    Map<String, byte[]> members = new TreeMap<>();
    members.put("config.json", config());
    members.put("layer.tar", layer());
    members.put("manifest.json", ("[" + image + "]").getBytes(StandardCharsets.UTF_8));
    write(file, tar(members, modified));
    return file;
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
