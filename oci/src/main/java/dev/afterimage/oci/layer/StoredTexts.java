// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.IOException;
import java.util.Optional;

/**
 * Contents one after another, as they are: packing them would cost more time than to inflate the
 * layer they come from.
 */
final class StoredTexts implements Texts {
  private final BlockSource source;
  private final Table table;

  /** Where each content stands. */
  record Table(LongColumn offset, IntColumn length) {
    static Table empty() {
      return from(ColumnSource.empty());
    }

    static Table from(ColumnSource source) {
      return new Table(source.longs(), source.ints());
    }
  }

  StoredTexts(BlockSource source, Table table) {
    this.source = source;
    this.table = table;
  }

  @Override
  public Optional<byte[]> read(int id) throws IOException {
    return id < 0 || id >= table.length().size()
        ? Optional.empty()
        : Optional.of(source.read(table.offset().get(id), table.length().get(id)));
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
