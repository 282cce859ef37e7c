// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import static java.util.Objects.requireNonNull;

/**
 * Something in a layer that the specification forbids or that programs disagree on.
 *
 * @param path raw path or name in the archive
 */
public record Anomaly(Kind kind, String path) {
  /** What is odd. */
  public enum Kind {
    DUPLICATE("stands twice in the layer; the last one holds"),
    OUTSIDE("leads out of the image by ..; it is left out"),
    TOO_LONG("has a name longer than a file system can hold; it is left out"),
    SYMLINK_LOOP("lies behind a loop of symlinks; it is left out"),
    BELOW_FILE("has children; the file gives way to a directory"),
    BAD_ROOT("makes the root something other than a directory; it is left out"),
    BAD_LINK("is a hard link to a directory or to itself; it is left out"),
    LOST_LINK("is a hard link to nothing; it is left out"),
    BELOW_SYMLINK(
        "is a symlink in a lower layer and has children in this one; it gives way to a directory,"
            + " as in an overlay mount, while some programs follow it");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** Returns the predicate of a sentence whose subject is the path. */
    public String text() {
      return text;
    }
  }

  public Anomaly {
    requireNonNull(kind, "kind is null");
    requireNonNull(path, "path is null");
  }
}
