// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row to store, in the order of the table's stored columns. */
public final class TableRow {
  private final Table table;
  private final @Nullable Object[] values;
  private int filled;

  /** Starts a row. */
  public TableRow(Table table) {
    this.table = table;
    this.values = new @Nullable Object[table.storedCount()];
  }

  /** Sets the next column to a text. */
  public TableRow text(String value) {
    return put(value);
  }

  /** Sets the next column to a text, where there is one. */
  public TableRow text(Optional<String> value) {
    return put(value.orElse(null));
  }

  /** Sets the next column to a whole number. */
  public TableRow whole(long value) {
    return put(value);
  }

  /** Sets the next column to a whole number, where there is one. */
  public TableRow whole(Optional<Long> value) {
    return put(value.orElse(null));
  }

  /** Sets the next column to a number, where there is one. */
  public TableRow number(Optional<Double> value) {
    return put(value.orElse(null));
  }

  /** Sets the next column to a truth. */
  public TableRow truth(boolean value) {
    return put(value);
  }

  /** Sets the next column to a truth, where it is known. */
  public TableRow truth(Optional<Boolean> value) {
    return put(value.orElse(null));
  }

  private TableRow put(@Nullable Object value) {
    values[filled++] = value;
    return this;
  }

  /** Returns the table. */
  public Table table() {
    return table;
  }

  /** Returns the values; null is unknown. */
  public @Nullable Object[] values() {
    if (filled != values.length) {
      throw new IllegalStateException(
          "a row of " + table.name() + " has " + filled + " of " + values.length + " values");
    }
    return Arrays.copyOf(values, values.length);
  }
}
