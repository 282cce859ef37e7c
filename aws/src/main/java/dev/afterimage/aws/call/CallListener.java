// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.time.Duration;

/** Hears of every request that was sent; called from several threads. */
public interface CallListener {
  /** Hears nothing. */
  CallListener NONE = (call, took, outcome) -> {};

  /** What came of one request. */
  enum Outcome {
    ANSWERED,
    THROTTLED,
    FAILED
  }

  /** A request of {@code call} was sent and took some time. */
  void sent(ApiCall call, Duration took, Outcome outcome);
}
