// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.testing;

import dev.afterimage.oci.diff.FileChange;
import dev.afterimage.oci.diff.ImageComparer;
import dev.afterimage.oci.diff.ImageDiff;
import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.layer.LayerIndexer;
import dev.afterimage.oci.layer.LayerStore;
import dev.afterimage.oci.layer.Limits;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.squash.Node;
import dev.afterimage.oci.squash.Squash;
import dev.afterimage.oci.tar.EntryType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Short ways from images to what tests look at. */
public final class TestingImages {
  private TestingImages() {}

  public static LayerIndexer indexer() {
    return new LayerIndexer(Limits.DEFAULT, LayerStore.inMemory());
  }

  public static ImageTree tree(TestingImage image) throws IOException {
    return ImageTree.read(image.image(), indexer());
  }

  public static Squash squash(TestingImage image) throws IOException {
    return tree(image).squash();
  }

  public static Squash squash(TestingTar... layers) throws IOException {
    return squash(image(layers));
  }

  public static TestingImage image(TestingTar... layers) {
    TestingImage image = new TestingImage();
    for (int i = 0; i < layers.length; i++) {
      image.layer("COPY layer" + i + " /", layers[i]);
    }
    return image;
  }

  public static ImageDiff diff(TestingImage a, TestingImage b) throws IOException {
    return new ImageComparer(indexer()).compare(a.image(), b.image());
  }

  /**
   * Returns each difference in a word or two: {@code +/a}, {@code -/b}, {@code /c: content, mode}.
   */
  public static List<String> changes(ImageDiff diff) {
    return diff.content().files().stream().map(TestingImages::change).toList();
  }

  private static String change(FileChange change) {
    return switch (change.relation()) {
      case ADDED -> "+" + change.path();
      case REMOVED -> "-" + change.path();
      default ->
          change.path()
              + ": "
              + change.aspects().stream().map(a -> a.label()).collect(Collectors.joining(", "));
    };
  }

  /**
   * Returns each path below the root with what it is; implied directories end with a question mark.
   */
  public static List<String> listing(Squash squash) {
    List<String> lines = new ArrayList<>();
    list(squash, squash.root(), lines);
    return lines;
  }

  private static void list(Squash squash, Node directory, List<String> lines) {
    for (Node child : squash.children(directory)) {
      lines.add(line(child));
      if (child.isDirectory()) {
        list(squash, child, lines);
      }
    }
  }

  private static String line(Node node) {
    Inode inode = node.inode();
    String mode = String.format(Locale.ROOT, "%04o", inode.attributes().mode());
    if (node.isImplicit()) {
      return node.path() + "/?";
    }
    if (inode.type() == EntryType.DIRECTORY) {
      return node.path() + "/ " + mode;
    }
    return inode.type() == EntryType.SYMLINK
        ? node.path() + " -> " + inode.target()
        : node.path() + " " + mode + " " + inode.size();
  }
}
