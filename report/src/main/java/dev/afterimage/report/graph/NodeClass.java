// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.graph;

/** How a state of the run under question compares with the same state of its baseline. */
public enum NodeClass {
  /** Defined alike and ended alike. */
  SAME,
  /** Defined differently, and ended alike. */
  CHANGED,
  /** Only the definition of the run under question has it. */
  ADDED,
  /** Only the definition of the baseline has it. */
  REMOVED,
  /** Ended otherwise than in the baseline. */
  DIFFERENT_OUTCOME,
  /** The run under question never entered it. */
  NOT_REACHED
}
