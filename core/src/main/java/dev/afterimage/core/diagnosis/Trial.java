// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import java.time.Instant;
import java.util.Optional;

/**
 * One time that the function of the failing step was called, or ran, in one of the two runs.
 *
 * @param call what Step Functions saw of it; none for an invocation of a step that was cut off and
 *     cannot be told from others
 * @param invocation what the logs show of it
 */
public record Trial(
    Side side,
    Optional<LinkedCall> call,
    Optional<Invocation> invocation,
    Outcome outcome,
    Ref ref) {

  /** The run that a trial belongs to. */
  public enum Side {
    /** The baseline. */
    A,
    /** The run under question. */
    B
  }

  /** How a trial ended, as seen from the failure under question. */
  public enum Outcome {
    /** With the failure under question. */
    FAILED,
    OK,
    /** With another error. */
    OTHER_ERROR,
    /** Cut off, still open, or not in the logs. */
    UNKNOWN
  }

  public Trial {
    requireNonNull(side, "side is null");
    requireNonNull(call, "call is null");
    requireNonNull(invocation, "invocation is null");
    requireNonNull(outcome, "outcome is null");
    requireNonNull(ref, "ref is null");
  }

  /** Whether it ended with the failure under question. */
  public boolean isFailed() {
    return outcome == Outcome.FAILED;
  }

  /** Whether it succeeded. */
  public boolean isOk() {
    return outcome == Outcome.OK;
  }

  /** Whether the process served it first; none where that is not known. */
  public Optional<Boolean> cold() {
    return invocation.flatMap(i -> i.place().cold());
  }

  /** Returns when it started, as the logs tell, else when it was scheduled. */
  public Instant start() {
    return invocation
        .map(i -> i.times().start())
        .or(() -> call.map(c -> c.call().attempt().times().scheduled()))
        .orElse(Instant.EPOCH);
  }

  /** Returns when it ended, as far as known. */
  public Optional<Instant> end() {
    return invocation
        .flatMap(i -> i.times().end())
        .or(() -> call.flatMap(c -> c.call().attempt().times().ended()));
  }

  /** Returns the path of its step. */
  public Optional<String> path() {
    return call.map(c -> c.call().step().path());
  }
}
