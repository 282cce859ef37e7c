// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.image;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.diff.ImageComparer;
import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.layer.LayerCache;
import dev.afterimage.oci.layer.LayerIndexer;
import dev.afterimage.oci.layer.Limits;
import dev.afterimage.oci.line.SourceLines;
import dev.afterimage.oci.report.ImageDiffReport;
import dev.afterimage.oci.report.SourceReport;
import dev.afterimage.oci.source.ImageSource;
import dev.afterimage.oci.source.ImageSources;
import dev.afterimage.oci.squash.ImageTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Opens images and asks them questions, through the cache of the user, which keeps layers. */
public final class ImageAccess {
  private final ImageSources sources;
  private final LayerIndexer indexer;
  private final Path folder;

  private ImageAccess(ImageSources sources, LayerIndexer indexer, Path folder) {
    this.sources = sources;
    this.indexer = indexer;
    this.folder = folder;
  }

  /**
   * Opens the cache of a user.
   *
   * @param environment XDG_CACHE_HOME and HOME say where it is
   */
  public static ImageAccess of(Map<String, String> environment) throws IOException {
    Path layers = LayerCache.defaultFolder(environment);
    LayerCache cache = LayerCache.open(layers, LayerCache.DEFAULT_BYTES);
    return new ImageAccess(
        new ImageSources(environment, cache.folder()),
        new LayerIndexer(Limits.DEFAULT, cache),
        requireNonNull(layers.getParent(), "the cache has no folder"));
  }

  /** Opens the image that a user names. */
  public ImageSource open(String name) throws IOException {
    return sources.open(name);
  }

  /** Opens the image at a path, which may lie in a .zip. */
  ImageSource open(Path path, Optional<String> tag) throws IOException {
    return sources.open(path, tag);
  }

  /** Returns the folder of the cache that answers about images are kept in. */
  Path answers() {
    return folder.resolve("content");
  }

  /** Returns the line that raised an error, as JSON. */
  public String source(Image image, String error) throws IOException {
    ImageTree tree = ImageTree.read(image, indexer);
    return SourceReport.json(image, error, new SourceLines(tree).find(error));
  }

  /** Returns how two images differ, as JSON. */
  String difference(Image a, Image b) throws IOException {
    return ImageDiffReport.json(comparer().compare(a, b));
  }

  /** Returns what compares two images. */
  public ImageComparer comparer() {
    return new ImageComparer(indexer);
  }
}
