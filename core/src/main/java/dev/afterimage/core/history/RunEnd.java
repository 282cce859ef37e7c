// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.Optional;

/**
 * How a run stands or ended.
 *
 * @param error the error's name; AWS gives none for some ends
 * @param cause the error's cause
 * @param ref where the evidence says so
 */
public record RunEnd(
    RunStatus status, Optional<String> error, Optional<String> cause, Payload output, Ref ref) {
  public RunEnd {
    requireNonNull(status, "status is null");
    requireNonNull(error, "error is null");
    requireNonNull(cause, "cause is null");
    requireNonNull(output, "output is null");
    requireNonNull(ref, "ref is null");
  }

  /** Whether the run has ended. */
  public boolean isOver() {
    return status != RunStatus.RUNNING && status != RunStatus.UNKNOWN;
  }
}
