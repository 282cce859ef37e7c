// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

/**
 * Something that a difference may mean on Lambda, or that is odd about an image.
 *
 * @param image which image it is about: {@code a}, {@code b} or {@code both}
 */
public record Finding(Kind kind, String image, String text) {
  /** What it is about. */
  public enum Kind {
    /** Lambda's unprivileged user cannot read a file of the code. */
    UNREADABLE("unreadable"),
    /** The images are for different processors. */
    ARCHITECTURE("architecture"),
    /** The image is larger than Lambda takes. */
    TOO_LARGE("too-large"),
    /** A file differs while the version of its package does not. */
    PATCHED("patched"),
    /** A layer breaks the specification, or programs disagree on it. */
    ANOMALY("anomaly");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Returns the word for it in JSON. */
    public String id() {
      return id;
    }
  }

  public Finding {
    requireNonNull(kind, "kind is null");
    requireNonNull(image, "image is null");
    requireNonNull(text, "text is null");
  }
}
