// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The buckets that calls draw from: one for each API, access and Region. */
final class Budgets {
  private record Key(Target target, String bucket) {}

  private final Map<Key, TokenBucket> buckets = new ConcurrentHashMap<>();

  TokenBucket of(Target target, ApiCall call) {
    return buckets.computeIfAbsent(
        new Key(target, call.bucket()),
        key -> new TokenBucket(call.rate().in(target.region()), System::nanoTime));
  }
}
