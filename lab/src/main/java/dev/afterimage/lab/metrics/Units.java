// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.metrics;

/** The units that AWS gives to the metrics of the lab. */
final class Units {
  private Units() {}

  static String of(Metric metric) {
    if (metric.name().contains("Duration") || metric.name().endsWith("Time")) {
      return "Milliseconds";
    }
    if (metric.name().contains("Percent") || metric.name().endsWith("Utilization")) {
      return "Percent";
    }
    return metric.name().endsWith("Balance") ? "Bytes" : "Count";
  }
}
