// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes contents one after another, in the order in which they come. */
final class TextWriter implements Closeable {
  private final OutputStream out;
  private final long mostBytes;
  private final StoredTexts.Table table = StoredTexts.Table.empty();
  private long written;

  TextWriter(OutputStream out, long mostBytes) {
    this.out = out;
    this.mostBytes = mostBytes;
  }

  /** Keeps a content and returns its number; {@link InodeTable#NO_TEXT} where the store is full. */
  int add(byte[] bytes, int length) throws IOException {
    if (written > mostBytes) {
      return InodeTable.NO_TEXT;
    }
    // In parts, because a channel keeps native memory as large as the largest write.
    for (int from = 0; from < length; from += LayerStore.PART_BYTES) {
      out.write(bytes, from, Math.min(LayerStore.PART_BYTES, length - from));
    }
    table.offset().add(written);
    written += length;
    return table.length().add(length);
  }

  /** Returns where everything was written, once all was. */
  StoredTexts.Table finish() throws IOException {
    out.flush();
    table.offset().trim();
    return table;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
