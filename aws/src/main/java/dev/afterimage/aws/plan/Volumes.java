// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.gather.MetricQueries;
import dev.afterimage.aws.gather.Metrics;
import dev.afterimage.core.evidence.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataRequest;

/** Asks CloudWatch how much was logged while runs went on, and on how many sandboxes. */
final class Volumes {
  /** What a run began may go on after it: Lambda's longest invocation. */
  private static final Duration AFTER = Duration.ofMinutes(15);

  private final Asker asker;
  private final Metrics metrics;

  Volumes(Asker asker, Instant asOf) {
    this.asker = asker;
    this.metrics = new Metrics(asker, asOf);
  }

  /**
   * Figures of one run.
   *
   * @param bytes by function; no entry where CloudWatch has no figure
   * @param sandboxes by function: the most invocations at once
   */
  record Volume(Map<String, Long> bytes, Map<String, Long> sandboxes) {
    OptionalLong bytesOf(String function) {
      return bytes.containsKey(function)
          ? OptionalLong.of(bytes.getOrDefault(function, 0L))
          : OptionalLong.empty();
    }

    long sandboxesOf(String function) {
      return sandboxes.getOrDefault(function, 0L);
    }
  }

  static String group(String function) {
    return "/aws/lambda/" + function;
  }

  CompletableFuture<Volume> of(RunOutline run) {
    Map<String, Long> bytes = new TreeMap<>();
    Map<String, Long> sandboxes = new TreeMap<>();
    if (run.functions().isEmpty()) {
      return CompletableFuture.completedFuture(new Volume(bytes, sandboxes));
    }
    int period = metrics.period(run.start());
    MetricQueries queries = new MetricQueries(period);
    for (String function : run.functions()) {
      queries
          .add("AWS/Logs", "IncomingBytes", Map.of("LogGroupName", group(function)), "Sum")
          .add("AWS/Lambda", "ConcurrentExecutions", Map.of("FunctionName", function), "Maximum");
    }
    GetMetricDataRequest request =
        GetMetricDataRequest.builder()
            .metricDataQueries(queries.build())
            .startTime(run.start().minusSeconds(period))
            .endTime(run.stop().plus(AFTER))
            .build();
    return asker
        .ask(
            Query.of(ApiCall.GET_METRIC_DATA, run.target().target(), request, run.target().name()),
            run.target().depth() + 1,
            item -> add(item, run, bytes, sandboxes))
        .thenApply(answered -> new Volume(bytes, sandboxes));
  }

  private static void add(
      ObjectNode item, RunOutline run, Map<String, Long> bytes, Map<String, Long> sandboxes) {
    String label = Json.text(item, "Label").orElse("");
    JsonNode values = item.path("Values");
    for (String function : run.functions()) {
      if (values.isEmpty()) {
        continue;
      }
      if (label.contains("/LogGroupName=" + group(function) + "/")) {
        bytes.merge(function, (long) numbers(values).sum(), Long::sum);
      } else if (label.contains("/FunctionName=" + function + "/")) {
        sandboxes.merge(function, (long) numbers(values).max().orElse(0), Math::max);
      }
    }
  }

  private static java.util.stream.DoubleStream numbers(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).mapToDouble(JsonNode::asDouble);
  }
}
