// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A span of a run: the run itself, a step, or an attempt of a step.
 *
 * @param key unique among all spans; the same for the same event of the same execution
 * @param parent the key of the span around it
 */
record RunSpan(
    String key, Optional<String> parent, Kind kind, String name, Time time, Outcome outcome) {

  /** What a span is about. */
  enum Kind {
    RUN,
    STEP,
    ATTEMPT
  }

  /** When it began and ended; the last moment known where it has not. */
  record Time(Instant start, Instant end) {
    Time {
      if (end.isBefore(start)) {
        end = start;
      }
    }
  }

  /**
   * How it ended.
   *
   * @param status in AWS's or the step's own words
   * @param failed whether it ended in an error
   */
  record Outcome(String status, boolean failed, Optional<String> error, Optional<String> cause) {}

  RunSpan {
    requireNonNull(key, "key is null");
    requireNonNull(parent, "parent is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(time, "time is null");
    requireNonNull(outcome, "outcome is null");
  }
}
