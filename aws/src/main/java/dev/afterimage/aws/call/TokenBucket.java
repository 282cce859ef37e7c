// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.util.function.LongSupplier;

/** Lets calls through at a rate: first a burst, then one by one as the bucket fills again. */
final class TokenBucket {
  private static final double NANOS = 1e9;

  private final Rate rate;
  private final LongSupplier nanoTime;
  private double tokens;
  private long filledAt;

  TokenBucket(Rate rate, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    this.tokens = rate.burst();
    this.filledAt = nanoTime.getAsLong();
  }

  /** Takes the next place; returns the nanoseconds until it comes. */
  synchronized long reserve() {
    fill();
    tokens -= 1;
    return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate.perSecond() * NANOS);
  }

  /** AWS said that the account's own bucket is empty: so is this one. */
  synchronized void drain() {
    fill();
    tokens = Math.min(tokens, 0);
  }

  private void fill() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(rate.burst(), tokens + (now - filledAt) / NANOS * rate.perSecond());
    filledAt = now;
  }
}
