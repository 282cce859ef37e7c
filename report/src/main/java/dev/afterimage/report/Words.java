// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.Table;
import dev.afterimage.core.diagnosis.LogContrast;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.core.diagnosis.fleet.FleetTests;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Sentences that several reports share. */
public final class Words {
  private static final Map<String, String> NAMES =
      Map.of(
          "processAgeMs", "process age",
          "idleGapMs", "idle time before",
          "startClockMs", "start",
          "concurrencyAtStart", "concurrency at the start",
          "maxMemoryUsedMb", "memory used (MB)",
          "inputBytes", "input size (bytes)",
          "itemIndex", "item index",
          "predecessor", "invocation before");

  private Words() {}

  /** Says what a partition found. */
  public static String partition(Partition partition) {
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
        : text + ", alike by " + String.join(", ", partition.collinearWith());
  }

  /** Says what a partition parts, and what many runs tell of its inside. */
  public static String partition(Partition partition, FleetTests fleet) {
    FleetRate rate = fleet.partitions().get(partition.attribute());
    return rate == null ? partition(partition) : partition(partition) + "; " + rate.text();
  }

  /** Says how many failing and working invocations wrote a line. */
  public static String contrast(LogContrast.Line line) {
    Table table = line.table();
    return table.failedInside()
        + " of "
        + (table.failedInside() + table.failedOutside())
        + " failing and "
        + table.okInside()
        + " of "
        + (table.okInside() + table.okOutside())
        + " working invocations";
  }

  private static String condition(Partition partition) {
    String name = attribute(partition.attribute());
    if (partition.condition() instanceof Partition.Threshold threshold) {
      double bound = threshold.above() ? threshold.to() : threshold.from();
      return name
          + (threshold.above() ? " of at least " : " of at most ")
          + amount(partition.attribute(), bound);
    }
    Partition.OneOf oneOf = (Partition.OneOf) partition.condition();
    return oneOf.values().size() == 1
        ? name + " = " + oneOf.values().get(0)
        : name + ", " + oneOf.values().size() + " of its values";
  }

  /** Returns how often other runs failed with a change and without it. */
  public static String rate(FleetRate rate) {
    boolean compared = rate.counts().inside() > 0 && rate.counts().outside() > 0;
    return rate.text() + (compared ? " (p = " + Numbers.text(rate.pValue()) + ")" : "");
  }

  /** Returns what to call an attribute of observations. */
  public static String attribute(String attribute) {
    return NAMES.getOrDefault(attribute, attribute);
  }

  /** Returns a value of a numeric attribute, with its unit. */
  public static String amount(String attribute, double value) {
    if (attribute.equals("startClockMs")) {
      return Moments.utc(Instant.ofEpochMilli((long) value));
    }
    return attribute.endsWith("Ms")
        ? Moments.words(Duration.ofMillis((long) value))
        : Numbers.text(value);
  }
}
