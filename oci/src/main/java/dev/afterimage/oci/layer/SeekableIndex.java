// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.util.List;

/** The table of contents of an eStargz layer: files of the format, which no container sees. */
final class SeekableIndex {
  private static final String TABLE = "stargz.index.json";
  private static final List<String> FILES =
      List.of(TABLE, ".prefetch.landmark", ".no.prefetch.landmark");

  private SeekableIndex() {}

  /** Takes the files of the format out of a layer that has its table. */
  static void hide(NodeTable nodes) {
    if (nodes.find(NodeTable.ROOT, TABLE) != NodeTable.NONE) {
      FILES.forEach(name -> nodes.remove(NodeTable.ROOT, name));
    }
  }
}
