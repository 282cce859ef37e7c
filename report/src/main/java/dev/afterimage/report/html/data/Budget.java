// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Packs items into chunks in their order, and leaves out those that do not fit into what is left.
 */
final class Budget {
  /** Texts of one chunk together: large enough to pack well, small enough to unpack at once. */
  private static final int CHUNK_CHARACTERS = 200_000;

  /** With fewer bytes than this left, items are not even tried. */
  static final int LEAST = 1_000;

  private final List<Chunk> chunks = new ArrayList<>();
  private long left;

  Budget(long bytes) {
    this.left = bytes;
  }

  /** Where an item was put: the number of its chunk and its place there. */
  record Place(int chunk, int index) {}

  List<Chunk> chunks() {
    return chunks;
  }

  /** Adds a chunk that the page cannot do without. */
  void require(String json) {
    Chunk chunk = Chunk.pack(id(), json);
    chunks.add(chunk);
    left -= chunk.bytes();
  }

  private String id() {
    return "data-" + chunks.size();
  }

  /**
   * Packs the items with numbers from 0 to {@code count}, each a JSON value.
   *
   * @return for each item its place; none where it did not fit
   */
  List<Optional<Place>> add(int count, IntFunction<String> item) {
    List<Optional<Place>> places = new ArrayList<>();
    List<String> group = new ArrayList<>();
    int characters = 0;
    for (int i = 0; i < count; i++) {
      if (left < LEAST) {
        places.add(Optional.empty());
        continue;
      }
      String json = item.apply(i);
      group.add(json);
      characters += json.length();
      if (characters >= CHUNK_CHARACTERS) {
        pack(group, places);
        group.clear();
        characters = 0;
      }
    }
    pack(group, places);
    return places;
  }

  /** A group that does not fit is halved, so that what fits of it is held. */
  private void pack(List<String> group, List<Optional<Place>> places) {
    if (group.isEmpty()) {
      return;
    }
    Chunk chunk = Chunk.pack(id(), "[" + String.join(",", group) + "]");
    if (chunk.bytes() <= left) {
      for (int i = 0; i < group.size(); i++) {
        places.add(Optional.of(new Place(chunks.size(), i)));
      }
      chunks.add(chunk);
      left -= chunk.bytes();
    } else if (group.size() == 1) {
      places.add(Optional.empty());
    } else {
      int half = group.size() / 2;
      pack(group.subList(0, half), places);
      pack(group.subList(half, group.size()), places);
    }
  }
}
