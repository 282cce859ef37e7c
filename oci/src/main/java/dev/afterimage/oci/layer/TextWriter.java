// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes contents into compressed blocks, in the order in which they come. */
final class TextWriter implements Closeable {
  /** Speed before size: a layer is packed once and seldom read, and the cache is bounded. */
  private static final int LEVEL = -5;

  private final OutputStream out;
  private final long mostBytes;
  private final TextBlocks.Table table = TextBlocks.Table.empty();
  private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
  private final byte[] block = new byte[TextBlocks.BLOCK_BYTES];
  private int filled;
  private int blocks;
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
    if (length > block.length - filled) {
      flush();
    }
    int offset = filled;
    if (length > block.length) {
      write(Arrays.copyOf(bytes, length));
      offset = 0;
    } else {
      System.arraycopy(bytes, 0, block, filled, length);
      filled += length;
    }
    table.offset().add(offset);
    table.length().add(length);
    return table.block().add(length > block.length ? blocks - 1 : blocks);
  }

  private void flush() throws IOException {
    if (filled > 0) {
      write(Arrays.copyOf(block, filled));
      filled = 0;
    }
  }

  private void write(byte[] raw) throws IOException {
    byte[] packed = zstd.compress(raw);
    out.write(packed);
    written += packed.length;
    table.blockEnd().add(written);
    blocks++;
  }

  /** Returns where everything was written, once all was. */
  TextBlocks.Table finish() throws IOException {
    flush();
    out.flush();
    return table;
  }

  @Override
  public void close() throws IOException {
    zstd.close();
    out.close();
  }
}
