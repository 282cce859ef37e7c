// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageJson;
import dev.afterimage.oci.image.ImageReader;
import dev.afterimage.oci.image.Platform;
import dev.afterimage.oci.image.RawManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An image in an OCI layout: {@code index.json} and a folder of blobs. */
final class LayoutSource implements ImageSource {
  private static final String REF_NAME = "org.opencontainers.image.ref.name";

  private final String name;
  private final LayoutFetcher.Files files;
  private final Optional<String> tag;

  LayoutSource(String name, LayoutFetcher.Files files, Optional<String> tag) {
    this.name = name;
    this.files = files;
    this.tag = tag;
  }

  static LayoutSource folder(String name, Path folder, Optional<String> tag) {
    return new LayoutSource(name, new Folder(folder), tag);
  }

  /** The layout as a folder. Blobs are found by their digest alone, so no name leads out of it. */
  private static final class Folder implements LayoutFetcher.Files {
    private final Path folder;

    Folder(Path folder) {
      this.folder = folder;
    }

    @Override
    public Optional<InputStream> open(String path, long offset) throws IOException {
      Path file = folder.resolve(path);
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      InputStream in = Files.newInputStream(file);
      in.skipNBytes(offset);
      return Optional.of(in);
    }

    @Override
    public void close() {}
  }

  @Override
  public Image image(Optional<Platform> wanted) throws IOException {
    String text;
    try (InputStream in =
        files
            .open("index.json", 0)
            .orElseThrow(() -> new ImageException(name + " has no index.json: it is no layout"))) {
      text = LayoutFetcher.text(in);
    }
    JsonNode index = ImageJson.object(text, name + "/index.json");
    List<JsonNode> candidates = candidates(index);
    if (candidates.size() == 1) {
      String digest = candidates.get(0).path("digest").asText("");
      LayoutFetcher fetcher = new LayoutFetcher(files, new RawManifest(text, Optional.empty()));
      return ImageReader.read(name, fetcher, digest, wanted);
    }
    RawManifest root = new RawManifest(narrowed(index, candidates), Optional.empty());
    return ImageReader.read(name, new LayoutFetcher(files, root), "", wanted);
  }

  private List<JsonNode> candidates(JsonNode index) throws ImageException {
    List<JsonNode> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (JsonNode manifest : index.path("manifests")) {
      String refName = manifest.path("annotations").path(REF_NAME).asText("");
      boolean named = tag.isEmpty() || isNamed(refName, tag.get(), manifest);
      names.add(refName.isEmpty() ? manifest.path("digest").asText("?") : refName);
      if (named) {
        all.add(manifest);
      }
    }
    if (all.isEmpty()) {
      throw new ImageException(
          name + ": the layout has no image " + tag.orElse("") + "; it has " + names);
    }
    if (tag.isEmpty() && all.size() > 1 && all.stream().noneMatch(m -> m.has("platform"))) {
      throw new ImageException(
          name + ": the layout has several images, name one behind a colon: " + names);
    }
    return all;
  }

  private static boolean isNamed(String refName, String wanted, JsonNode manifest) {
    return refName.equals(wanted)
        || refName.endsWith(":" + wanted)
        || manifest.path("digest").asText("").equals(wanted);
  }

  private static String narrowed(JsonNode index, List<JsonNode> candidates) {
    ObjectNode copy = index.deepCopy();
    ArrayNode manifests = copy.putArray("manifests");
    candidates.forEach(manifests::add);
    return copy.toString();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
