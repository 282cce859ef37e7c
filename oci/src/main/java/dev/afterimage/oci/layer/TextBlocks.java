// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Contents in compressed blocks: each is found by its block, its offset in it, and its length. */
final class TextBlocks implements Texts {
  static final int BLOCK_BYTES = 256 << 10;

  private final BlockSource source;
  private final Table table;
  private int cachedBlock = -1;
  private byte[] cached = new byte[0];

  /** Where each content and each block stands. */
  record Table(IntColumn block, IntColumn offset, IntColumn length, LongColumn blockEnd) {
    static Table empty() {
      return from(ColumnSource.empty());
    }

    static Table from(ColumnSource source) {
      return new Table(source.ints(), source.ints(), source.ints(), source.longs());
    }
  }

  TextBlocks(BlockSource source, Table table) {
    this.source = source;
    this.table = table;
  }

  @Override
  public synchronized Optional<byte[]> read(int id) throws IOException {
    if (id < 0 || id >= table.block().size()) {
      return Optional.empty();
    }
    byte[] block = block(table.block().get(id));
    int from = table.offset().get(id);
    return Optional.of(Arrays.copyOfRange(block, from, from + table.length().get(id)));
  }

  private byte[] block(int number) throws IOException {
    if (number != cachedBlock) {
      long from = number == 0 ? 0 : table.blockEnd().get(number - 1);
      byte[] packed = source.read(from, (int) (table.blockEnd().get(number) - from));
      cached = Zstd.decompress(packed, (int) Zstd.getFrameContentSize(packed));
      cachedBlock = number;
    }
    return cached;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
