// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.tar.TarEntry;

/** The content of an entry: its hash, its place in the stream, and where its text was kept. */
final class Content {
  private static final byte[] NO_HASH = new byte[InodeTable.HASH_BYTES];

  private final byte[] hash;
  private final int ordinal;
  private final int text;

  Content(byte[] hash, int ordinal, int text) {
    this.hash = hash;
    this.ordinal = ordinal;
    this.text = text;
  }

  /** Returns what an entry has that holds nothing. */
  static Content none(int ordinal) {
    return new Content(NO_HASH, ordinal, InodeTable.NO_TEXT);
  }

  int addTo(InodeTable inodes, TarEntry entry) {
    inodes.hashes.add(hash);
    inodes.ordinal.add(ordinal);
    inodes.text.add(text);
    return inodes.add(entry);
  }
}
