// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.Table;
import dev.afterimage.core.diagnosis.LogContrast;
import dev.afterimage.core.diagnosis.Owner;
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
          "predecessor", "invocation before",
          "cold", "cold or warm");

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
            + Numbers.probability(partition.pValue())
            + ")";
    return partition.collinearWith().isEmpty()
        ? text
        : text
            + "; the same split: "
            + String.join(", ", partition.collinearWith().stream().map(Words::attribute).toList());
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

  /** Returns a number of things in words. */
  public static String counted(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Returns an example of a line, without its breaks and indents. */
  public static String example(LogContrast.Line line) {
    return line.example().strip().replaceAll("\\s+", " ");
  }

  /** Returns who produced an error. */
  static String owner(Owner owner) {
    return switch (owner) {
      case FUNCTION -> "the function: its code, or the process that runs it";
      case LAMBDA_SERVICE -> "Lambda, which refused the call: the function did not run";
      case STEP_FUNCTIONS -> "Step Functions";
      case DEPENDENCY -> "another service: the function relays it, or the state met it itself";
      case OPERATOR -> "somebody's decision: a stop, a Fail state or a permission";
    };
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
    return rate.text() + (compared ? " (p = " + Numbers.probability(rate.pValue()) + ")" : "");
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
