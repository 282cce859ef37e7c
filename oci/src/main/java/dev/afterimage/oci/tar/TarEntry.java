// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import static java.util.Objects.requireNonNull;

/**
 * One entry of a tar stream.
 *
 * @param name raw name as it stands in the archive
 * @param type what it makes
 * @param link raw target of a link; {@code major:minor} of a device; else empty
 * @param attributes mode, owner, time and extended attributes
 * @param size bytes of content, with the holes of a sparse file filled
 */
public record TarEntry(String name, EntryType type, String link, Attributes attributes, long size) {
  public TarEntry {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(link, "link is null");
    requireNonNull(attributes, "attributes is null");
  }
}
