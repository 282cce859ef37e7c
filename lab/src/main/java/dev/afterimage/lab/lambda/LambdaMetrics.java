// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.metrics.Metric;
import java.time.Duration;
import java.time.Instant;

/** What Lambda measures of one function and of the account. */
record LambdaMetrics(Ground ground, String function) {
  private static final String NAMESPACE = "AWS/Lambda";

  static LambdaMetrics of(Ground ground, String function) {
    return new LambdaMetrics(ground, function);
  }

  private Metric metric(String name) {
    return Metric.of(NAMESPACE, name).with("FunctionName", function);
  }

  /** An invocation counts for the minute in which it began. */
  void invoked(Instant started, Duration duration, boolean failed) {
    ground.metrics().putAt(started, metric("Invocations"), 1);
    ground.metrics().putAt(started, metric("Errors"), failed ? 1 : 0);
    ground.metrics().putAt(started, metric("Duration"), Report.millis(duration));
    ground.metrics().putAt(started, metric("Throttles"), 0);
  }

  void throttled() {
    ground.metrics().put(metric("Throttles"), 1);
  }

  void recursionDropped() {
    ground.metrics().put(metric("RecursiveInvocationsDropped"), 1);
  }

  void running(int ofFunction, int ofAccount, int unreserved) {
    ground.metrics().put(metric("ConcurrentExecutions"), ofFunction);
    ground.metrics().put(Metric.of(NAMESPACE, "ConcurrentExecutions"), ofAccount);
    ground.metrics().put(Metric.of(NAMESPACE, "UnreservedConcurrentExecutions"), unreserved);
    ground.metrics().put(Metric.of(NAMESPACE, "ClaimedAccountConcurrency"), ofAccount);
  }

  void provisioned(String qualifier, boolean spilled, double utilization) {
    Metric base =
        Metric.of(NAMESPACE, "ProvisionedConcurrencySpilloverInvocations")
            .with("FunctionName", function)
            .with("Resource", function + ":" + qualifier);
    ground.metrics().put(base, spilled ? 1 : 0);
    ground
        .metrics()
        .put(
            new Metric(NAMESPACE, "ProvisionedConcurrencyUtilization", base.dimensions()),
            utilization);
  }
}
