// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * How often AWS lets an account call something in one Region: a bucket of {@code burst} calls that
 * fills again with {@code perSecond} calls a second.
 *
 * @param large what holds in the Regions where AWS allows more
 * @param sharedAs the name of the bucket that several calls draw from together
 */
public record Rate(double perSecond, int burst, Optional<Rate> large, Optional<String> sharedAs) {
  private static final Set<String> LARGE_REGIONS = Set.of("us-east-1", "us-west-2", "eu-west-1");

  public Rate {
    requireNonNull(large, "large is null");
    requireNonNull(sharedAs, "sharedAs is null");
    if (perSecond <= 0 || burst < 1) {
      throw new IllegalArgumentException("a rate lets something through: " + perSecond);
    }
  }

  /** Returns a rate of whole calls a second, with no burst beyond one second. */
  static Rate perSecond(int calls) {
    return bucket(calls, calls);
  }

  static Rate bucket(int burst, double refill) {
    return new Rate(refill, burst, Optional.empty(), Optional.empty());
  }

  Rate orInLargeRegions(int burst, double refill) {
    return new Rate(perSecond, this.burst, Optional.of(bucket(burst, refill)), sharedAs);
  }

  Rate shared(String name) {
    return new Rate(perSecond, burst, large, Optional.of(name));
  }

  /** Returns the rate that holds in a Region. */
  public Rate in(String region) {
    return LARGE_REGIONS.contains(region) ? large.orElse(this) : this;
  }
}
