// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a tar header says about an entry beside its name and content.
 *
 * @param mode permission bits, set-id and sticky bits: 07777 at most; the bits of the file type,
 *     which some builders add, are masked
 * @param uid numeric owner, as unsigned 32 bits
 * @param gid numeric group, as unsigned 32 bits
 * @param mtimeSeconds seconds since the epoch; before it and before year 1 are legal
 * @param mtimeNanos nanoseconds within the second
 * @param xattrs extended attributes by name, values as raw texts
 */
public record Attributes(
    int mode,
    int uid,
    int gid,
    long mtimeSeconds,
    int mtimeNanos,
    SortedMap<String, String> xattrs) {
  /** The attributes of a directory that no layer describes: root's, 0755. */
  public static final Attributes IMPLICIT_DIRECTORY =
      new Attributes(0755, 0, 0, 0, 0, Collections.emptySortedMap());

  public Attributes {
    requireNonNull(xattrs, "xattrs is null");
    mode &= 07777;
    xattrs =
        xattrs.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }
}
