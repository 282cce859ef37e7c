// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.layer.Anomaly;
import dev.afterimage.oci.layer.Inode;
import dev.afterimage.oci.layer.LayerIndex;
import dev.afterimage.oci.squash.ImageTree;
import dev.afterimage.oci.tar.RawText;
import java.util.ArrayList;
import java.util.List;

/** What the differences may mean on Lambda, and what is odd about the images. */
final class Findings {
  /** Lambda's limit for an uncompressed image. */
  private static final long LAMBDA_BYTES = 10L * 1000 * 1000 * 1000;

  private static final int MOST_LISTED = 50;
  private static final List<String> CODE = List.of("/var/task/", "/opt/", "/function/");

  private final List<Finding> findings = new ArrayList<>();

  private Findings() {}

  static List<Finding> of(ImageTree a, ImageTree b, List<FileChange> files) {
    Findings all = new Findings();
    all.architecture(a.image(), b.image());
    all.size("a", a);
    all.size("b", b);
    all.unreadable(b.image(), files);
    all.patched(files);
    all.anomalies("a", a);
    all.anomalies("b", b);
    return all.findings;
  }

  private void add(Finding.Kind kind, String image, String text) {
    long before = findings.stream().filter(f -> f.kind() == kind).count();
    if (before < MOST_LISTED) {
      findings.add(new Finding(kind, image, text));
    }
  }

  private void architecture(Image a, Image b) {
    String left = a.config().platform().architecture();
    String right = b.config().platform().architecture();
    if (!left.equals(right)) {
      add(
          Finding.Kind.ARCHITECTURE,
          "both",
          "A is built for "
              + left
              + ", B for "
              + right
              + "; Lambda runs an image only on the architecture that the function is set to");
    }
  }

  private void size(String image, ImageTree tree) {
    long bytes = tree.squash().layers().stream().mapToLong(LayerIndex::bytes).sum();
    if (bytes > LAMBDA_BYTES) {
      add(
          Finding.Kind.TOO_LARGE,
          image,
          "its layers hold " + bytes + " bytes; Lambda takes images of 10 GB");
    }
  }

  /** Lambda runs code as a user of its own, whatever the image says. */
  private void unreadable(Image image, List<FileChange> files) {
    String folder = image.config().run().workingDirectory();
    for (FileChange change : files) {
      boolean code =
          CODE.stream().anyMatch(change.path()::startsWith)
              || (folder.length() > 1 && change.path().startsWith(folder + "/"));
      boolean before = change.a().filter(side -> !isReadable(side.inode())).isPresent();
      if (code && !before) {
        change
            .b()
            .map(FileChange.Side::inode)
            .filter(inode -> !isReadable(inode))
            .ifPresent(inode -> unreadable(change.path(), inode));
      }
    }
  }

  private void unreadable(String path, Inode inode) {
    add(
        Finding.Kind.UNREADABLE,
        "b",
        RawText.display(path)
            + " has mode "
            + String.format("%04o", inode.attributes().mode())
            + ": Lambda's own user cannot read it");
  }

  private static boolean isReadable(Inode inode) {
    int mode = inode.attributes().mode();
    if (inode.isDirectory()) {
      return (mode & 05) == 05;
    }
    return !inode.isFile() || (mode & 04) != 0;
  }

  private void patched(List<FileChange> files) {
    for (FileChange change : files) {
      boolean content = change.aspects().contains(Aspect.CONTENT);
      if (content && change.origin().owner().isPresent() && !change.origin().ownerChanged()) {
        add(
            Finding.Kind.PATCHED,
            "both",
            RawText.display(change.path())
                + " differs, but the version of its package "
                + change.origin().owner().get().name()
                + " does not: it was patched or generated in place");
      }
    }
  }

  private void anomalies(String image, ImageTree tree) {
    for (LayerIndex layer : tree.squash().layers()) {
      layer.anomalies().forEach(anomaly -> anomaly(image, anomaly));
    }
    tree.squash().anomalies().forEach(anomaly -> anomaly(image, anomaly));
  }

  private void anomaly(String image, Anomaly anomaly) {
    String path = RawText.display(anomaly.path());
    String brief = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    add(Finding.Kind.ANOMALY, image, brief + " " + anomaly.kind().text());
  }
}
