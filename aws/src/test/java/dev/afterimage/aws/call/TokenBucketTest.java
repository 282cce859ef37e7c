// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong nanos = new AtomicLong();

  private TokenBucket bucket(int burst, double perSecond) {
    return new TokenBucket(Rate.bucket(burst, perSecond), nanos::get);
  }

  @Test
  void burst_goesAtOnce() {
    TokenBucket bucket = bucket(3, 2);
    assertThat(new long[] {bucket.reserve(), bucket.reserve(), bucket.reserve()}).containsOnly(0L);
  }

  @Test
  void behindTheBurst_eachWaitsForItsToken() {
    TokenBucket bucket = bucket(1, 2);
    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
    assertThat(bucket.reserve()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1000));
  }

  @Test
  void time_fillsItAgainButNoMoreThanTheBurst() {
    TokenBucket bucket = bucket(2, 1);
    nanos.set(TimeUnit.HOURS.toNanos(1));
    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isZero();
    assertThat(bucket.reserve()).isPositive();
  }

  @Test
  void drain_takesTheBurstAway() {
    TokenBucket bucket = bucket(100, 1);
    bucket.drain();
    assertThat(bucket.reserve()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Property(tries = 50)
  void anySpan_letsThroughBurstAndRateOnly(
      @ForAll @IntRange(min = 1, max = 50) int burst,
      @ForAll @IntRange(min = 1, max = 50) int rate) {
    TokenBucket bucket = bucket(burst, rate);
    int within = 0;
    for (int i = 0; i < 500; i++) {
      within += bucket.reserve() <= TimeUnit.SECONDS.toNanos(2) ? 1 : 0;
    }
    assertThat(within).isEqualTo(Math.min(500, burst + 2 * rate));
  }

  @Test
  void rates_areThoseOfTheRegion() {
    assertThat(ApiCall.LIST_EXECUTIONS.rate().in("us-east-1").perSecond()).isEqualTo(5);
    assertThat(ApiCall.LIST_EXECUTIONS.rate().in("eu-central-1").perSecond()).isEqualTo(2);
  }

  @Test
  void cloudTrail_isAskedTwiceASecondAtTheMost() {
    assertThat(ApiCall.LOOKUP_EVENTS.rate().perSecond()).isEqualTo(2);
    assertThat(ApiCall.LOOKUP_EVENTS.rate().burst()).isEqualTo(2);
  }

  @Test
  void callsOfLambda_shareABucketButGetFunction() {
    assertThat(
            Arrays.stream(ApiCall.values())
                .filter(call -> call.service() == AwsService.LAMBDA)
                .filter(call -> call != ApiCall.GET_FUNCTION)
                .map(ApiCall::bucket))
        .containsOnly("lambda");
    assertThat(ApiCall.GET_FUNCTION.bucket()).isEqualTo("lambda:GetFunction");
  }

  @Test
  void rateOfNothing_isRefused() {
    assertThatThrownBy(() -> Rate.bucket(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Rate.bucket(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
