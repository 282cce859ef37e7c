// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.Layer;
import dev.afterimage.oci.layer.LayerContents;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.layer.LayerIndexer;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An image with its applied view and the contents of its files. */
public final class ImageTree {
  private final Image image;
  private final Squash squash;

  /**
   * Puts an image and the indexes of its layers together.
   *
   * @param indexes by diffID; a layer without one says nothing
   */
  public ImageTree(Image image, Map<Digest, LayerIndex> indexes) {
    this.image = requireNonNull(image, "image is null");
    Map<Digest, LayerIndex> all = new HashMap<>(indexes);
    this.squash =
        new Squash(
            image.layers().stream()
                .map(layer -> all.computeIfAbsent(layer.diffId(), LayerIndex::unread))
                .toList());
  }

  /** Reads the layers of an image. */
  public static ImageTree read(Image image, LayerIndexer indexer) throws IOException {
    return new ImageTree(image, indexer.index(image.layers()));
  }

  /** Returns the image. */
  public Image image() {
    return image;
  }

  /** Returns the applied view. */
  public Squash squash() {
    return squash;
  }

  /** Returns what stands at a path; symlinks are not followed. */
  public Optional<Node> find(String path) {
    return squash.find(Squash.split(path));
  }

  /** Returns the content of a file where it was kept when its layer was read. */
  public Optional<byte[]> content(Node file) throws IOException {
    return file.inodeNumber() < 0
        ? Optional.empty()
        : file.inodeIndex().content(file.inodeNumber());
  }

  /**
   * Reads contents that were not kept: each layer that holds some is read once more.
   *
   * @param mostBytes larger contents are left out
   * @return contents by file; those that the layer no longer holds as indexed are left out
   */
  public Map<Node, byte[]> read(List<Node> files, int mostBytes) throws IOException {
    Map<Integer, Set<Integer>> wanted = new TreeMap<>();
    for (Node file : files) {
      wanted
          .computeIfAbsent(file.inodeLayer(), l -> new TreeSet<>())
          .add(file.inodeIndex().ordinal(file.inodeNumber()));
    }
    Map<Integer, Map<Integer, byte[]>> found = new HashMap<>();
    for (Map.Entry<Integer, Set<Integer>> layer : wanted.entrySet()) {
      Layer source = image.layers().get(layer.getKey());
      found.put(layer.getKey(), LayerContents.read(source, layer.getValue(), mostBytes));
    }
    Map<Node, byte[]> contents = new LinkedHashMap<>();
    for (Node file : files) {
      int ordinal = file.inodeIndex().ordinal(file.inodeNumber());
      byte[] content = found.getOrDefault(file.inodeLayer(), Map.of()).get(ordinal);
      if (content != null && Digest.of(content).hex().equals(file.inode().content())) {
        contents.put(file, content);
      }
    }
    return contents;
  }
}
