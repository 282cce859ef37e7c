// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One event of a log stream.
 *
 * @param group the log group, where the event itself names it
 * @param stream the log stream, where the event itself names it
 * @param ref the message
 */
public record LogEvent(
    Optional<String> group, Optional<String> stream, Instant at, String message, Ref ref) {
  public LogEvent {
    requireNonNull(group, "group is null");
    requireNonNull(stream, "stream is null");
    requireNonNull(at, "at is null");
    requireNonNull(message, "message is null");
    requireNonNull(ref, "ref is null");
  }
}
