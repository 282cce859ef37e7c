// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.squash;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.layer.LayerContents;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.layer.LayerIndexer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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

  /** Takes contents one by one, so that no more than one has to fit into the memory. */
  public interface Sink {
    /** Takes the content of a file. */
    void accept(Node file, byte[] content) throws IOException;
  }

  /**
   * Reads contents that were not kept: each layer that holds some is read once more. Those that the
   * layer no longer holds as indexed are left out.
   *
   * @param mostBytes larger contents are left out
   */
  public void read(List<Node> files, int mostBytes, Sink sink) throws IOException {
    Map<Integer, Map<Integer, List<Node>>> wanted = new TreeMap<>();
    for (Node file : files) {
      wanted
          .computeIfAbsent(file.inodeLayer(), layer -> new TreeMap<>())
          .computeIfAbsent(
              file.inodeIndex().ordinal(file.inodeNumber()), ordinal -> new ArrayList<>())
          .add(file);
    }
    for (Map.Entry<Integer, Map<Integer, List<Node>>> layer : wanted.entrySet()) {
      LayerContents.read(
          image.layers().get(layer.getKey()),
          layer.getValue().keySet(),
          mostBytes,
          (ordinal, content) ->
              deliver(layer.getValue().getOrDefault(ordinal, List.of()), content, sink));
    }
  }

  private static void deliver(List<Node> files, byte[] content, Sink sink) throws IOException {
    String digest = Digest.of(content).hex();
    for (Node file : files) {
      if (digest.equals(file.inode().content())) {
        sink.accept(file, content);
      }
    }
  }
}
