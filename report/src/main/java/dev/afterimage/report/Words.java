// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.Table;

/** Sentences that several reports share. */
final class Words {
  private Words() {}

  /** Says what a partition found. */
  static String partition(Partition partition) {
    Table table = partition.table();
    int inside = table.failedInside() + table.okInside();
    int outside = table.failedOutside() + table.okOutside();
    String text =
        condition(partition)
            + ": "
            + table.failedInside()
            + " of "
            + inside
            + " failed; else "
            + table.failedOutside()
            + " of "
            + outside
            + " (p = "
            + Numbers.text(partition.pValue())
            + ")";
    return partition.collinearWith().isEmpty()
        ? text
        : text + ", just as by " + String.join(", ", partition.collinearWith());
  }

  private static String condition(Partition partition) {
    if (partition.condition() instanceof Partition.Threshold threshold) {
      return partition.attribute()
          + (threshold.above() ? " of at least " : " of at most ")
          + Numbers.text(threshold.above() ? threshold.to() : threshold.from());
    }
    Partition.OneOf oneOf = (Partition.OneOf) partition.condition();
    return oneOf.values().size() == 1
        ? partition.attribute() + " = " + oneOf.values().get(0)
        : partition.attribute() + " in " + oneOf.values().size() + " of its values";
  }
}
