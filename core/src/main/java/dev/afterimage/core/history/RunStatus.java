// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

/** The status of a run, in AWS's words; {@code UNKNOWN} where the evidence does not say. */
public enum RunStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED,
  PENDING_REDRIVE,
  UNKNOWN;

  /** Reads a status; one that AWS added since is unknown. */
  public static RunStatus parse(String text) {
    for (RunStatus status : values()) {
      if (status.name().equals(text)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /** Whether the run ended without success. */
  public boolean isUnsuccessful() {
    return this == FAILED || this == TIMED_OUT || this == ABORTED;
  }
}
