// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.tar.Attributes;
import dev.afterimage.oci.tar.EntryType;

/**
 * What a path leads to: type, attributes, content. Hard links lead to one inode.
 *
 * @param size bytes of content
 * @param content SHA-256 of the content in hexadecimal digits; empty for what has none
 * @param target raw target of a symlink, {@code major:minor} of a device, else empty
 */
public record Inode(
    EntryType type, Attributes attributes, long size, String content, String target) {
  /** A directory that no layer describes. */
  public static final Inode IMPLICIT_DIRECTORY =
      new Inode(EntryType.DIRECTORY, Attributes.IMPLICIT_DIRECTORY, 0, "", "");

  public Inode {
    requireNonNull(type, "type is null");
    requireNonNull(attributes, "attributes is null");
    requireNonNull(content, "content is null");
    requireNonNull(target, "target is null");
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return type == EntryType.DIRECTORY;
  }

  /** Whether it is a regular file. */
  public boolean isFile() {
    return type == EntryType.FILE;
  }
}
