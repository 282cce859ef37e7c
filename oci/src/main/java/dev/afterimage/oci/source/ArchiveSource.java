// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.ImageConfig;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.ImageJson;
import dev.afterimage.oci.image.ImageReader;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.image.LayerList;
import dev.afterimage.oci.image.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image in a tar file: an OCI archive, or what {@code docker save} writes. Archives of Docker 25
 * and later are both; then the OCI side is read, because it names the manifest.
 */
final class ArchiveSource implements ImageSource {
  private final String name;
  private final TarFolder folder;
  private final Optional<String> tag;

  private ArchiveSource(String name, TarFolder folder, Optional<String> tag) {
    this.name = name;
    this.folder = folder;
    this.tag = tag;
  }

  /**
   * Opens an archive.
   *
   * @param scratch folder for the unpacked copy of a compressed archive, which goes on closing
   */
  static ArchiveSource open(String name, FileChannel channel, Optional<String> tag, Path scratch)
      throws IOException {
    FileChannel plain = Unpacked.plain(channel, scratch);
    try {
      return new ArchiveSource(name, TarFolder.read(plain), tag);
    } catch (IOException e) {
      plain.close();
      throw new ImageException(name + " is no image archive: " + e.getMessage(), e);
    }
  }

  @Override
  public Image image(Optional<Platform> wanted) throws IOException {
    if (folder.has("index.json")) {
      return new LayoutSource(name, folder, tag).image(wanted);
    }
    JsonNode image = chosen(ImageJson.any(text("manifest.json"), name + ": manifest.json"));
    String configText = text(image.path("Config").asText(""));
    ImageConfig config = ImageReader.config(configText);
    List<String> paths = ImageJson.texts(image.path("Layers"));
    LayerList list = new LayerList(config);
    list.checkCount(paths.size());
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      String path = paths.get(i);
      layers.add(list.layer(i, Optional.empty(), () -> open(path), Optional.empty()));
    }
    Digest id = Digest.of(configText.getBytes(StandardCharsets.UTF_8));
    return new Image(
        name,
        new Image.Identity(Optional.empty(), Optional.empty(), id),
        config,
        layers,
        list.notes());
  }

  private JsonNode chosen(JsonNode images) throws ImageException {
    List<String> tags = new ArrayList<>();
    for (JsonNode image : images) {
      List<String> own = ImageJson.texts(image.path("RepoTags"));
      tags.addAll(own);
      boolean named = tag.filter(t -> own.stream().anyMatch(o -> isNamed(o, t))).isPresent();
      if (named || (tag.isEmpty() && images.size() == 1)) {
        return image;
      }
    }
    throw new ImageException(
        tag.isPresent()
            ? name + ": the archive has no image " + tag.get() + "; it has " + tags
            : name + ": the archive has several images, name one behind a colon: " + tags);
  }

  private static boolean isNamed(String repoTag, String wanted) {
    return repoTag.equals(wanted)
        || repoTag.endsWith(":" + wanted)
        || repoTag.endsWith("/" + wanted);
  }

  private String text(String path) throws IOException {
    try (InputStream in = open(path)) {
      return LayoutFetcher.text(in);
    }
  }

  private InputStream open(String path) throws IOException {
    return folder
        .open(path, 0)
        .orElseThrow(
            () ->
                new ImageException(
                    name
                        + ": the archive has no "
                        + (path.isEmpty() ? "configuration" : path)
                        + "; it is no image, or was cut off"));
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
