// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import java.util.List;

/**
 * What differs in the file systems.
 *
 * @param files sorted by path
 * @param texts of changed source files
 * @param timesOnly how many paths differ in nothing but their time
 * @param unlisted how many more files differ than are listed
 */
public record ContentDiff(
    List<PackageChange> packages,
    List<FileChange> files,
    List<TextDiff> texts,
    int timesOnly,
    int unlisted) {
  /** No difference. */
  public static final ContentDiff NONE = new ContentDiff(List.of(), List.of(), List.of(), 0, 0);

  public ContentDiff {
    packages = List.copyOf(packages);
    files = List.copyOf(files);
    texts = List.copyOf(texts);
  }
}
