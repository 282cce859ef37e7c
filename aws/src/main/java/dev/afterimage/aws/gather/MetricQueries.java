// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * Builds the queries of one GetMetricData call. Each is labelled {@code
 * Namespace/Metric/Dimension=value/Statistic}, so that its answer tells what it is of.
 */
public final class MetricQueries {
  private final int period;
  private final List<MetricDataQuery> queries = new ArrayList<>();

  /**
   * Creates an empty list of queries.
   *
   * @param period of the points, in seconds
   */
  public MetricQueries(int period) {
    this.period = period;
  }

  /** Adds a metric, over the whole account where it has no dimension. */
  public MetricQueries add(
      String namespace, String metric, Map<String, String> dimensions, String statistic) {
    Map<String, String> sorted = new TreeMap<>(dimensions);
    StringBuilder label = new StringBuilder(namespace + "/" + metric);
    List<Dimension> list = new ArrayList<>();
    sorted.forEach(
        (name, value) -> {
          label.append('/').append(name).append('=').append(value);
          list.add(Dimension.builder().name(name).value(value).build());
        });
    queries.add(
        MetricDataQuery.builder()
            .id("m" + (queries.size() + 1))
            .label(label.append('/').append(statistic).toString())
            .metricStat(
                MetricStat.builder()
                    .metric(
                        Metric.builder()
                            .namespace(namespace)
                            .metricName(metric)
                            .dimensions(list)
                            .build())
                    .period(period)
                    .stat(statistic)
                    .build())
            .build());
    return this;
  }

  /** Adds what matters of a function. */
  MetricQueries function(String name) {
    Map<String, String> function = Map.of("FunctionName", name);
    for (String metric :
        List.of(
            "Invocations",
            "Errors",
            "Throttles",
            "ProvisionedConcurrencySpilloverInvocations",
            "RecursiveInvocationsDropped")) {
      add("AWS/Lambda", metric, function, "Sum");
    }
    return add("AWS/Lambda", "Duration", function, "Maximum")
        .add("AWS/Lambda", "ConcurrentExecutions", function, "Maximum")
        .add("AWS/Lambda", "ProvisionedConcurrencyUtilization", function, "Maximum");
  }

  /** Adds what matters of the account's concurrency. */
  MetricQueries account() {
    return add("AWS/Lambda", "ConcurrentExecutions", Map.of(), "Maximum")
        .add("AWS/Lambda", "UnreservedConcurrentExecutions", Map.of(), "Maximum")
        .add("AWS/Lambda", "ClaimedAccountConcurrency", Map.of(), "Maximum")
        .add("AWS/Lambda", "Throttles", Map.of(), "Sum");
  }

  /** Adds what matters of a state machine, and of the account's state transitions. */
  MetricQueries machine(String arn) {
    Map<String, String> machine = Map.of("StateMachineArn", arn);
    for (String metric :
        List.of(
            "ExecutionsStarted", "ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled")) {
      add("AWS/States", metric, machine, "Sum");
    }
    return add("AWS/States", "ThrottledEvents", Map.of("ServiceMetric", "StateTransition"), "Sum");
  }

  MetricQueries natGateway(String id) {
    Map<String, String> gateway = Map.of("NatGatewayId", id);
    for (String metric : List.of("ErrorPortAllocation", "PacketsDropCount", "IdleTimeoutCount")) {
      add("AWS/NATGateway", metric, gateway, "Sum");
    }
    return add("AWS/NATGateway", "ActiveConnectionCount", gateway, "Maximum");
  }

  MetricQueries fileSystem(String id) {
    Map<String, String> fileSystem = Map.of("FileSystemId", id);
    return add("AWS/EFS", "BurstCreditBalance", fileSystem, "Minimum")
        .add("AWS/EFS", "PercentIOLimit", fileSystem, "Maximum")
        .add("AWS/EFS", "ClientConnections", fileSystem, "Sum");
  }

  MetricQueries table(String name) {
    Map<String, String> table = Map.of("TableName", name);
    return add("AWS/DynamoDB", "ReadThrottleEvents", table, "Sum")
        .add("AWS/DynamoDB", "WriteThrottleEvents", table, "Sum");
  }

  /** Returns the queries. */
  public List<MetricDataQuery> build() {
    return List.copyOf(queries);
  }
}
