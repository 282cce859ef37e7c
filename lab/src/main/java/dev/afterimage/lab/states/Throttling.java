// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.metrics.Metric;
import dev.afterimage.lab.metrics.Metrics;
import dev.afterimage.lab.sim.RandomStream;
import java.time.Duration;
import java.time.Instant;

/** The token bucket of state transitions, which all executions of the account share. */
public final class Throttling {
  private static final String NAMESPACE = "AWS/States";

  private final Metrics metrics;
  private final RandomStream random;
  private Instant from = Instant.MAX;
  private Instant to = Instant.MAX;
  private Duration usualDelay = Duration.ZERO;

  Throttling(Metrics metrics, RandomStream random) {
    this.metrics = requireNonNull(metrics, "metrics is null");
    this.random = requireNonNull(random, "random is null");
  }

  /** Lets transitions between two moments wait, because others use the bucket up. */
  public void exhaust(Instant begin, Instant end, Duration delay) {
    from = begin;
    to = end;
    usualDelay = delay;
  }

  Duration delay(Instant now) {
    if (now.isBefore(from) || !now.isBefore(to)) {
      return Duration.ZERO;
    }
    metrics.putAt(
        now, Metric.of(NAMESPACE, "ThrottledEvents").with("ServiceMetric", "StateTransition"), 1);
    metrics.putAt(now, Metric.of(NAMESPACE, "ExecutionThrottled"), 1);
    return random.latency(usualDelay);
  }
}
