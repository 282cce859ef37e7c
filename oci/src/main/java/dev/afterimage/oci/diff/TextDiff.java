// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How the text of a file differs, in the unified format; secrets are masked.
 *
 * @param path raw path
 * @param lines hunks, without the two lines that name the files
 * @param cut how many lines were left out at the end
 */
public record TextDiff(String path, List<String> lines, int cut) {
  public TextDiff {
    requireNonNull(path, "path is null");
    lines = List.copyOf(lines);
  }
}
