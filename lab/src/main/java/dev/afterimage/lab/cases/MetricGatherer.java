// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Asks for the metrics that bear on functions, machines and their surroundings, by the minute. */
final class MetricGatherer {
  private static final String CLOUDWATCH = "cloudwatch";
  private static final String LAMBDA = "AWS/Lambda";
  private static final String SUM = "Sum";
  private static final String MAXIMUM = "Maximum";
  private static final int MOST_QUERIES = 500;

  private record Query(
      String namespace, String metric, Map<String, String> dimensions, String stat) {}

  private final Asker asker;
  private final Window window;
  private final List<Query> queries = new ArrayList<>();

  MetricGatherer(Asker asker, Window window) {
    this.asker = requireNonNull(asker, "asker is null");
    this.window = requireNonNull(window, "window is null");
  }

  void gather(Set<FunctionRef> functions, Set<String> machines, Set<String> natGateways) {
    functions.stream().map(FunctionRef::name).distinct().forEach(this::addFunction);
    for (String metric :
        List.of(
            "ConcurrentExecutions",
            "UnreservedConcurrentExecutions",
            "ClaimedAccountConcurrency")) {
      add(LAMBDA, metric, Map.of(), MAXIMUM);
    }
    for (String machine : machines) {
      for (String metric : List.of("ExecutionsStarted", "ExecutionsFailed", "ExecutionsTimedOut")) {
        add("AWS/States", metric, Map.of("StateMachineArn", machine), SUM);
      }
    }
    add("AWS/States", "ThrottledEvents", Map.of("ServiceMetric", "StateTransition"), SUM);
    add("AWS/States", "ExecutionThrottled", Map.of(), SUM);
    for (String gateway : natGateways) {
      Map<String, String> dimensions = Map.of("NatGatewayId", gateway);
      add("AWS/NATGateway", "ErrorPortAllocation", dimensions, SUM);
      add("AWS/NATGateway", "PacketsDropCount", dimensions, SUM);
      add("AWS/NATGateway", "ActiveConnectionCount", dimensions, MAXIMUM);
    }
    List.of("AWS/DynamoDB", "AWS/EFS").forEach(this::addListed);
    askAll();
  }

  private void addFunction(String name) {
    Map<String, String> dimensions = Map.of("FunctionName", name);
    for (String metric : List.of("Invocations", "Errors", "Throttles")) {
      add(LAMBDA, metric, dimensions, SUM);
    }
    add(LAMBDA, "ConcurrentExecutions", dimensions, MAXIMUM);
    add(LAMBDA, "Duration", dimensions, MAXIMUM);
    addListed(LAMBDA, "ProvisionedConcurrencySpilloverInvocations", name, SUM);
    addListed(LAMBDA, "ProvisionedConcurrencyUtilization", name, MAXIMUM);
    addListed(LAMBDA, "RecursiveInvocationsDropped", name, SUM);
  }

  private void addListed(String namespace, String metric, String function, String stat) {
    ObjectNode request = Json.object().put("Namespace", namespace).put("MetricName", metric);
    request.putArray("Dimensions").addObject().put("Name", "FunctionName").put("Value", function);
    addFound(asker.peek(CLOUDWATCH, "ListMetrics", request), stat);
  }

  private void addListed(String namespace) {
    addFound(asker.peek(CLOUDWATCH, "ListMetrics", Json.object("Namespace", namespace)), SUM);
  }

  private void addFound(Optional<ObjectNode> listed, String stat) {
    for (JsonNode found : listed.map(l -> l.path("Metrics")).orElse(Json.array())) {
      Map<String, String> dimensions = new TreeMap<>();
      found
          .path("Dimensions")
          .forEach(d -> dimensions.put(d.path("Name").asText(), d.path("Value").asText()));
      add(found.path("Namespace").asText(), found.path("MetricName").asText(), dimensions, stat);
    }
  }

  private void add(String namespace, String metric, Map<String, String> dimensions, String stat) {
    queries.add(new Query(namespace, metric, new TreeMap<>(dimensions), stat));
  }

  private void askAll() {
    ObjectNode request = Json.object();
    ArrayNode array = request.putArray("MetricDataQueries");
    for (Query query : queries.subList(0, Math.min(MOST_QUERIES, queries.size()))) {
      array.add(describe(query, "m" + array.size()));
    }
    request.set("StartTime", Timestamps.seconds(window.start().minus(Duration.ofMinutes(5))));
    request.set("EndTime", Timestamps.seconds(window.last()));
    request.put("ScanBy", "TimestampAscending");
    asker.ask(CLOUDWATCH, "GetMetricData", request);
  }

  private static ObjectNode describe(Query query, String id) {
    ObjectNode node = Json.object().put("Id", id);
    ObjectNode stat = node.putObject("MetricStat");
    ObjectNode metric = stat.putObject("Metric");
    metric.put("Namespace", query.namespace()).put("MetricName", query.metric());
    ArrayNode dimensions = metric.putArray("Dimensions");
    StringBuilder label = new StringBuilder(query.namespace()).append('/').append(query.metric());
    query
        .dimensions()
        .forEach(
            (name, value) -> {
              dimensions.addObject().put("Name", name).put("Value", value);
              label.append('/').append(name).append('=').append(value);
            });
    stat.put("Period", 60).put("Stat", query.stat());
    return node.put("Label", label.append('/').append(query.stat()).toString());
  }
}
