// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The buckets that calls draw from: one for each API, access and Region. */
final class Budgets {
  private record Key(Target target, String bucket) {}

  private final LongSupplier nanoTime;
  private final Map<Key, TokenBucket> buckets = new ConcurrentHashMap<>();

  Budgets(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  TokenBucket of(Target target, ApiCall call) {
    return buckets.computeIfAbsent(
        new Key(target, call.bucket()),
        key -> new TokenBucket(call.rate().in(target.region()), nanoTime));
  }
}
