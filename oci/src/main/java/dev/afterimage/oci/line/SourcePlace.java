// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A line of a source file of an image.
 *
 * @param path path in the image
 * @param line counted from 1
 * @param excerpt the lines around it, secrets masked
 * @param excerptStart the number of the first of them
 * @param layer the layer that holds the file, counted from 0
 * @param instruction the line of the Dockerfile that made the layer
 */
public record SourcePlace(
    String path,
    int line,
    List<String> excerpt,
    int excerptStart,
    int layer,
    Optional<String> instruction) {
  public SourcePlace {
    requireNonNull(path, "path is null");
    requireNonNull(instruction, "instruction is null");
    excerpt = List.copyOf(excerpt);
  }
}
