// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import dev.afterimage.fleet.table.TableRow;

/** Takes rows to store. */
@FunctionalInterface
public interface RowSink {
  /** Takes one row. */
  void add(TableRow row);
}
