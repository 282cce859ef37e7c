// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;

/**
 * A value that a process printed again and again and that stayed what it was within the process,
 * while another process printed another one.
 *
 * @param reading how the value reads
 * @param shown the line of a failing invocation that shows it
 * @param processes how many processes it was compared over
 * @param offsetSeconds how far the moment it implies lies from the start of the process; 0 where it
 *     implies none
 */
public record FrozenValue(
    Reading reading, String shown, int processes, double offsetSeconds, List<Ref> evidence) {

  /** How a printed value stands still. */
  public enum Reading {
    /** A moment that does not move. */
    MOMENT,
    /** A time that has passed, counted from a moment that does not move. */
    ELAPSED,
    /** A time that is left, counted to a moment that does not move. */
    REMAINING,
    /** Any other value that does not change. */
    TOKEN
  }

  public FrozenValue {
    requireNonNull(reading, "reading is null");
    requireNonNull(shown, "shown is null");
    evidence = List.copyOf(evidence);
  }
}
