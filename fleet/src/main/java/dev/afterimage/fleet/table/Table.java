// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A table of many runs.
 *
 * @param meaning one line for the documentation
 * @param view the query behind the table, which selects from the stored files as {@code
 *     stored_NAME}
 */
public record Table(String name, String meaning, List<Column> columns, String view) {
  public Table {
    requireNonNull(name, "name is null");
    requireNonNull(meaning, "meaning is null");
    columns = List.copyOf(columns);
    requireNonNull(view, "view is null");
  }

  /** Returns the columns that the files hold. */
  public List<Column> stored() {
    return columns.stream().filter(Column::isStored).toList();
  }

  /** Returns how many columns the files hold; rows ask for it, so nothing is put together. */
  int storedCount() {
    int count = 0;
    for (Column column : columns) {
      count += column.isStored() ? 1 : 0;
    }
    return count;
  }

  /** Returns the columns that the folders are named by. */
  public List<Column> partitions() {
    return columns.stream().filter(c -> c.origin() == Column.Origin.PARTITION).toList();
  }
}
