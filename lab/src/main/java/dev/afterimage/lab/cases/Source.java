// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

/** A source of evidence that may be missing from a case. */
public enum Source {
  /** CloudWatch Logs: reading is denied. */
  LOGS,
  /** CloudTrail: reading is denied. */
  CLOUDTRAIL,
  /** CloudWatch metrics: reading is denied. */
  METRICS,
  /** The run before: nobody asked for it. */
  BASELINE,
  /** One half of each history: the pages were not all fetched. */
  HALF_HISTORY
}
