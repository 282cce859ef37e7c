// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.Call;
import java.time.Duration;
import java.time.Instant;

/**
 * One request that the endpoint took.
 *
 * @param call what was asked
 * @param start when the request was there, by this machine's clock
 * @param end when the last byte of the reply was given to the network
 * @param status the HTTP status
 * @param error the code of the error, {@link #CUT} where the reply was cut off, else empty
 */
public record RecordedCall(Call call, Instant start, Instant end, int status, String error) {
  /** What stands for the code of an error where the connection was reset. */
  public static final String CUT = "ConnectionReset";

  public RecordedCall {
    requireNonNull(call, "call is null");
    requireNonNull(start, "start is null");
    requireNonNull(end, "end is null");
    requireNonNull(error, "error is null");
  }

  /** Returns whether the client has a whole answer that is no error. */
  public boolean isAnswered() {
    return error.isEmpty();
  }

  /** Returns how long the reply took. */
  public Duration duration() {
    return Duration.between(start, end);
  }
}
