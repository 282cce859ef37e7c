// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * What the platform reports of an invocation.
 *
 * @param requestId the request
 * @param duration how long it took
 * @param init how long the init phase before it took, where it had one
 * @param status success, timeout or error
 * @param errorType the platform's name for what went wrong; empty where it has none
 */
record Report(
    String requestId, Duration duration, Optional<Duration> init, String status, String errorType) {
  static final String SUCCESS = "success";
  static final String TIMEOUT = "timeout";
  static final String ERROR = "error";

  Report {
    requireNonNull(requestId, "requestId is null");
    requireNonNull(duration, "duration is null");
    requireNonNull(init, "init is null");
    requireNonNull(status, "status is null");
    requireNonNull(errorType, "errorType is null");
  }

  static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 10_000.0) / 100.0;
  }

  /** Returns the billed milliseconds, init included. */
  long billed() {
    return (long) Math.ceil(millis(duration) + init.map(Report::millis).orElse(0.0));
  }
}
