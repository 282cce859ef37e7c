// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.redact.Redactor;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How a case is collected.
 *
 * @param maxLogBytes how many bytes of logs are read at the most
 * @param deadline after which no further call is made
 * @param waitForLogs whether lines that may still be on their way are waited for
 * @param baseline whether a run that is named alone gets a baseline
 * @param zone whose offset moments are written in
 */
public record CollectOptions(
    Redactor redactor,
    long maxLogBytes,
    Optional<Duration> deadline,
    boolean waitForLogs,
    boolean baseline,
    ZoneId zone) {

  /** How many bytes of logs are read where nothing else is said: 64 MiB. */
  public static final long MAX_LOG_BYTES = 64L << 20;

  public CollectOptions {
    requireNonNull(redactor, "redactor is null");
    requireNonNull(deadline, "deadline is null");
    requireNonNull(zone, "zone is null");
    if (maxLogBytes < 0) {
      throw new IllegalArgumentException("a budget is not negative: " + maxLogBytes);
    }
  }

  /** Returns the usual options. */
  public static CollectOptions of(Redactor redactor) {
    return new CollectOptions(
        redactor, MAX_LOG_BYTES, Optional.empty(), false, true, ZoneId.systemDefault());
  }
}
