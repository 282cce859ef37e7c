// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.tar.RawText;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/** Reads what {@link IndexWriter} wrote; anything else is refused. */
final class IndexParser implements ColumnSource {
  private static final int CHUNK = 8192;

  private final DataInputStream in;
  private final long fileBytes;

  private IndexParser(DataInputStream in, long fileBytes) {
    this.in = in;
    this.fileBytes = fileBytes;
  }

  /**
   * Reads an index.
   *
   * @param fileBytes length of the file, so that a damaged number cannot ask for more memory
   * @throws IOException where the file is of another version, or damaged
   */
  static LayerStore.Parts read(InputStream file, long fileBytes) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(file, 1 << 16), new CRC32C());
    IndexParser parser = new IndexParser(new DataInputStream(checked), fileBytes);
    try {
      LayerStore.Parts parts = parser.parts();
      long sum = checked.getChecksum().getValue();
      if (parser.in.readLong() != sum) {
        throw new IOException("the index does not match its checksum");
      }
      return parts;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalArgumentException e) {
      throw new IOException("the index is damaged", e);
    }
  }

  private LayerStore.Parts parts() throws IOException {
    if (in.readLong() != IndexWriter.MAGIC || in.readInt() != IndexWriter.VERSION) {
      throw new IOException("the index is of another version");
    }
    LayerIndex.Facts facts = facts();
    NodeColumns nodes = new NodeColumns(this);
    InodeTable inodes = new InodeTable(this);
    int sets = size(Integer.BYTES);
    for (int i = 0; i < sets; i++) {
      inodes.xattrSets.add(xattrs());
    }
    return new LayerStore.Parts(facts, nodes, inodes, StoredTexts.Table.from(this));
  }

  private LayerIndex.Facts facts() throws IOException {
    Digest diffId = digest();
    Digest contentId = digest();
    long bytes = in.readLong();
    int targets = size(Integer.BYTES);
    List<String> lowerTargets = new ArrayList<>();
    for (int i = 0; i < targets; i++) {
      lowerTargets.add(text());
    }
    int all = in.readInt();
    Anomalies anomalies = new Anomalies();
    int listed = size(Integer.BYTES);
    for (int i = 0; i < listed; i++) {
      anomalies.add(Anomaly.Kind.valueOf(in.readUTF()), text());
    }
    anomalies.count(all);
    return new LayerIndex.Facts(diffId, contentId, bytes, lowerTargets, anomalies);
  }

  private Digest digest() throws IOException {
    return Digest.parse(in.readUTF()).orElseThrow(() -> new IOException("the index is damaged"));
  }

  private SortedMap<String, String> xattrs() throws IOException {
    int count = size(Integer.BYTES);
    SortedMap<String, String> xattrs = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = text();
      xattrs.put(name, text());
    }
    return Collections.unmodifiableSortedMap(xattrs);
  }

  private String text() throws IOException {
    byte[] bytes = readBytes();
    return RawText.of(bytes, 0, bytes.length);
  }

  private byte[] readBytes() throws IOException {
    byte[] bytes = new byte[size(1)];
    // In parts, because a channel keeps native memory as large as the largest read.
    for (int from = 0; from < bytes.length; from += CHUNK) {
      in.readFully(bytes, from, Math.min(CHUNK, bytes.length - from));
    }
    return bytes;
  }

  private int size(int itemBytes) throws IOException {
    int size = in.readInt();
    if (size < 0 || (long) size * itemBytes > fileBytes) {
      throw new IOException("the index is damaged");
    }
    return size;
  }

  @Override
  public IntColumn ints() {
    try {
      int[] values = new int[size(Integer.BYTES)];
      byte[] chunk = new byte[CHUNK * Integer.BYTES];
      for (int i = 0; i < values.length; i += CHUNK) {
        int count = Math.min(CHUNK, values.length - i);
        in.readFully(chunk, 0, count * Integer.BYTES);
        ByteBuffer.wrap(chunk).asIntBuffer().get(values, i, count);
      }
      return new IntColumn(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public LongColumn longs() {
    try {
      long[] values = new long[size(Long.BYTES)];
      byte[] chunk = new byte[CHUNK * Long.BYTES];
      for (int i = 0; i < values.length; i += CHUNK) {
        int count = Math.min(CHUNK, values.length - i);
        in.readFully(chunk, 0, count * Long.BYTES);
        ByteBuffer.wrap(chunk).asLongBuffer().get(values, i, count);
      }
      return new LongColumn(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ByteColumn bytes() {
    try {
      return new ByteColumn(readBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
