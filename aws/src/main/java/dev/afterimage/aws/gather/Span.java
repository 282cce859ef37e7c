// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time. */
record Span(Instant from, Instant to) {
  Span {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException(to + " is before " + from);
    }
  }

  Span with(Span other) {
    return new Span(
        from.isBefore(other.from) ? from : other.from, to.isAfter(other.to) ? to : other.to);
  }

  /** Returns a span that starts earlier and ends later. */
  Span wider(Duration before, Duration after) {
    return new Span(from.minus(before), to.plus(after));
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
