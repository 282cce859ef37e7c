// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One line of an image's history, as the builder wrote it.
 *
 * @param createdBy the Dockerfile line or the command behind it
 * @param created the builder's claim of when, as text
 * @param emptyLayer whether the line made no layer
 */
public record HistoryLine(
    String createdBy, Optional<String> created, Optional<String> comment, boolean emptyLayer) {
  public HistoryLine {
    requireNonNull(createdBy, "createdBy is null");
    requireNonNull(created, "created is null");
    requireNonNull(comment, "comment is null");
  }

  /** Returns the Dockerfile line, without what builders put around it. */
  public String instruction() {
    String line = createdBy.strip().replaceAll("\\s+", " ");
    if (line.startsWith("/bin/sh -c #(nop) ")) {
      return line.substring("/bin/sh -c #(nop) ".length()).strip();
    }
    if (line.startsWith("/bin/sh -c ")) {
      return "RUN " + line.substring("/bin/sh -c ".length()).strip();
    }
    return line.replaceAll(" # buildkit$", "");
  }
}
