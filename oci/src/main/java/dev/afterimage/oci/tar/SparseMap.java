// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the data of a sparse file stand: pairs of offset and length, the rest being holes. */
record SparseMap(List<Segment> segments, long realSize) {
  private static final int MOST_SEGMENTS = 1_000_000;

  /** Bytes that are stored, at their place in the expanded file. */
  record Segment(long offset, long length) {}

  SparseMap {
    segments = List.copyOf(segments);
  }

  /**
   * Checks that the segments follow one another within the file and hold what is stored.
   *
   * @param stored bytes that the archive holds of the file
   */
  SparseMap checked(long stored) throws TarException {
    long end = 0;
    long sum = 0;
    for (Segment segment : segments) {
      if (segment.offset < end || segment.length < 0 || segment.length > realSize) {
        throw new TarException("the map of a sparse file is out of order");
      }
      end = segment.offset + segment.length;
      sum += segment.length;
    }
    if (end > realSize || sum > stored) {
      throw new TarException("the map of a sparse file leads beyond its end");
    }
    return this;
  }

  /** Returns the map of the formats 0.0 and 0.1, which stand in PAX records. */
  static Optional<SparseMap> fromRecords(PaxRecords pax) throws TarException {
    Optional<Long> size = pax.number("GNU.sparse.size");
    if (size.isEmpty()) {
      return Optional.empty();
    }
    List<String> numbers =
        pax.get("GNU.sparse.map").isPresent()
            ? List.of(pax.get("GNU.sparse.map").get().split(",", -1))
            : pax.sparsePairs();
    return Optional.of(new SparseMap(pairs(numbers), size.get()));
  }

  static List<Segment> pairs(List<String> numbers) throws TarException {
    if (numbers.size() == 1 && numbers.get(0).isEmpty()) {
      return List.of();
    }
    if (numbers.size() % 2 != 0 || numbers.size() / 2 > MOST_SEGMENTS) {
      throw new TarException("the map of a sparse file is no list of pairs");
    }
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i += 2) {
      segments.add(new Segment(number(numbers.get(i)), number(numbers.get(i + 1))));
    }
    return segments;
  }

  static long number(String text) throws TarException {
    if (!text.matches("\\d{1,18}")) {
      throw new TarException("the map of a sparse file holds what is no number");
    }
    return Long.parseLong(text);
  }

  static int count(String text) throws TarException {
    long count = number(text);
    if (count > MOST_SEGMENTS) {
      throw new TarException("the map of a sparse file has more than a million segments");
    }
    return (int) count;
  }
}
