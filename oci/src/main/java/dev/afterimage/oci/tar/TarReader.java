// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.tar;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a tar stream entry by entry, in one pass: V7, ustar, PAX and GNU, sparse files expanded.
 * Names come back as they stand in the archive; what they mean is not decided here.
 */
public final class TarReader {
  static final int BLOCK = 512;

  /** What Go's and GNU's tar accept: more is an attack. */
  public static final int MOST_HEADER_BYTES = 1 << 20;

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private PaxRecords global = new PaxRecords();
  private Content content = Content.NONE;

  /** Bytes of the extended headers before the next entry. */
  private long headerBytes;

  public TarReader(InputStream in) {
    this.in = in;
  }

  /** What is still to read of the current entry. */
  private static final class Content {
    static final Content NONE = new Content(new SparseMap(List.of(), 0), 0, 0);

    final SparseMap map;
    long position;
    long stored;
    int padding;
    int segment;

    Content(SparseMap map, long stored, int padding) {
      this.map = map;
      this.stored = stored;
      this.padding = padding;
    }
  }

  /**
   * Moves to the next entry; what was not read of the current one is skipped.
   *
   * @throws TarException where the stream is no tar
   * @throws EOFException where it ends within an entry
   */
  public Optional<TarEntry> next() throws IOException {
    skipContent();
    PaxRecords pax = new PaxRecords();
    headerBytes = 0;
    while (readBlock()) {
      TarHeader header = TarHeader.parse(block);
      switch (header.flag()) {
        case 'x', 'X' -> pax.addAll(extension(header));
        case 'g' -> global.addAllGlobal(extension(header));
        case 'L' -> pax.set("path", terminated(extension(header)));
        case 'K' -> pax.set("linkpath", terminated(extension(header)));
        case 'V', 'M' -> skip(padded(header.size()));
        default -> {
          return Optional.of(entry(header, global.over(pax)));
        }
      }
    }
    return Optional.empty();
  }

  private TarEntry entry(TarHeader header, PaxRecords pax) throws IOException {
    EntryType type = header.type(pax.get("path").orElse(header.name()));
    boolean holdsBytes = type == EntryType.FILE || header.flag() == 'D';
    long stored = holdsBytes ? pax.number("size").orElse(header.size()) : 0;
    if (stored < 0) {
      throw new TarException("an entry has a negative size");
    }
    int padding = (int) (padded(stored) - stored);
    long before = stored;
    Optional<SparseMap> sparse = sparse(header, pax, stored);
    if (pax.get("GNU.sparse.major").isPresent() && sparse.isPresent()) {
      before = stored - mapBytes;
    }
    SparseMap map = sparse.isPresent() ? sparse.get().checked(before) : whole(before);
    content = new Content(map, before, padding);
    return header.entry(pax, type, type == EntryType.FILE ? map.realSize() : 0);
  }

  private static SparseMap whole(long size) {
    return new SparseMap(List.of(new SparseMap.Segment(0, size)), size);
  }

  /** Bytes that the map of sparse format 1.0 takes at the start of the content. */
  private long mapBytes;

  private Optional<SparseMap> sparse(TarHeader header, PaxRecords pax, long stored)
      throws IOException {
    if (header.flag() == 'S') {
      return Optional.of(oldSparse());
    }
    if (header.type("") == EntryType.FILE && pax.get("GNU.sparse.major").isPresent()) {
      return Optional.of(new SparseMap(leadingMap(stored), realSize(pax)));
    }
    return SparseMap.fromRecords(pax);
  }

  private static long realSize(PaxRecords pax) throws TarException {
    return pax.number("GNU.sparse.realsize")
        .orElseThrow(() -> new TarException("a sparse file does not say its size"));
  }

  /** Format 1.0: decimal numbers, one a line, in whole blocks before the data. */
  private List<SparseMap.Segment> leadingMap(long stored) throws IOException {
    mapBytes = 0;
    StringBuilder text = new StringBuilder();
    List<String> numbers = new ArrayList<>();
    int wanted = 1;
    while (numbers.size() < wanted) {
      mapBytes += BLOCK;
      if (mapBytes > stored || mapBytes > 64L * MOST_HEADER_BYTES) {
        throw new TarException("the map of a sparse file has no end");
      }
      readFully(block);
      text.append(RawText.of(block, 0, BLOCK));
      int end;
      int from = 0;
      while (numbers.size() < wanted && (end = text.indexOf("\n", from)) >= 0) {
        numbers.add(text.substring(from, end));
        from = end + 1;
        if (numbers.size() == 1) {
          wanted = 1 + 2 * SparseMap.count(numbers.get(0));
        }
      }
      text.delete(0, from);
    }
    return SparseMap.pairs(numbers.subList(1, numbers.size()));
  }

  /** GNU's old format: four pairs in the header, 21 in each block after it. */
  private SparseMap oldSparse() throws IOException {
    List<SparseMap.Segment> segments = new ArrayList<>();
    long realSize = TarNumber.parse(block, 483, 12);
    addPairs(segments, 386, 4);
    boolean more = block[482] != 0;
    while (more) {
      readFully(block);
      addPairs(segments, 0, 21);
      more = block[504] != 0;
      SparseMap.count(Integer.toString(segments.size()));
    }
    return new SparseMap(segments, realSize);
  }

  private void addPairs(List<SparseMap.Segment> segments, int offset, int count)
      throws TarException {
    for (int i = 0; i < count && block[offset + 24 * i] != 0; i++) {
      long at = TarNumber.parse(block, offset + 24 * i, 12);
      segments.add(new SparseMap.Segment(at, TarNumber.parse(block, offset + 24 * i + 12, 12)));
    }
  }

  /**
   * Reads content of the current entry, holes as zeros.
   *
   * @return the number of bytes, -1 at the end of the entry
   */
  public int read(byte[] buffer, int offset, int length) throws IOException {
    List<SparseMap.Segment> segments = content.map.segments();
    while (content.segment < segments.size() && isPast(segments.get(content.segment))) {
      content.segment++;
    }
    long left = content.map.realSize() - content.position;
    if (left <= 0) {
      return -1;
    }
    boolean none = content.segment == segments.size();
    SparseMap.Segment next = none ? new SparseMap.Segment(0, 0) : segments.get(content.segment);
    if (none || content.position < next.offset()) {
      long hole = none ? left : next.offset() - content.position;
      int zeros = (int) Math.min(length, hole);
      Arrays.fill(buffer, offset, offset + zeros, (byte) 0);
      content.position += zeros;
      return zeros;
    }
    long data = next.offset() + next.length() - content.position;
    int count = in.read(buffer, offset, (int) Math.min(length, data));
    if (count < 0) {
      throw new EOFException("the stream ends within the content of an entry");
    }
    content.position += count;
    content.stored -= count;
    return count;
  }

  private boolean isPast(SparseMap.Segment segment) {
    return content.position >= segment.offset() + segment.length();
  }

  /** Reads to the end of the stream: what follows the last entry counts for the digest. */
  public void drain() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  private void skipContent() throws IOException {
    skip(content.stored + content.padding);
    content = Content.NONE;
  }

  private void skip(long bytes) throws IOException {
    try {
      in.skipNBytes(bytes);
    } catch (EOFException e) {
      throw new EOFException("the stream ends within an entry");
    }
  }

  private byte[] extension(TarHeader header) throws IOException {
    headerBytes += Math.max(header.size(), 0);
    if (header.size() < 0 || headerBytes > MOST_HEADER_BYTES) {
      throw new TarException(
          "the extended headers of an entry have "
              + headerBytes
              + " bytes, more than "
              + MOST_HEADER_BYTES);
    }
    byte[] bytes = new byte[(int) header.size()];
    readFully(bytes);
    skip(padded(header.size()) - header.size());
    return bytes;
  }

  private static String terminated(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return RawText.of(bytes, 0, end);
  }

  private static long padded(long size) throws TarException {
    if (size < 0 || size > Long.MAX_VALUE - BLOCK) {
      throw new TarException("an entry has an impossible size");
    }
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Returns false at the end: a block of zeros, or no block at all. */
  private boolean readBlock() throws IOException {
    int count = in.readNBytes(block, 0, BLOCK);
    if (count == 0) {
      return false;
    }
    if (count < BLOCK) {
      throw new EOFException("the stream ends within a header");
    }
    for (byte b : block) {
      if (b != 0) {
        return true;
      }
    }
    return false;
  }

  private void readFully(byte[] target) throws IOException {
    if (in.readNBytes(target, 0, target.length) < target.length) {
      throw new EOFException("the stream ends within an extended header");
    }
  }
}
