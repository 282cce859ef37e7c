// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

/**
 * A file of the evidence: its path below the evidence root, with {@code /}, and the SHA-256 of its
 * bytes in lower-case hex.
 *
 * <p>Files sort by content, so that no order in a report depends on how a file is called; the path
 * only parts files of equal content.
 */
public record FileId(String path, String sha256) implements Comparable<FileId> {
  public FileId {
    requireNonNull(path, "path is null");
    requireNonNull(sha256, "sha256 is null");
  }

  @Override
  public int compareTo(FileId other) {
    int byContent = sha256.compareTo(other.sha256);
    return byContent != 0 ? byContent : path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
