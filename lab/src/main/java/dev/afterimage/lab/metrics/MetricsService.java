// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.metrics;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.service.Input;
import dev.afterimage.lab.service.ModelledService;
import dev.afterimage.lab.service.Pages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** CloudWatch as its API shows the metrics. */
public final class MetricsService extends ModelledService {
  private static final int MAX_QUERIES = 500;
  private static final int MAX_POINTS = 1440;
  private static final Pages LIST_PAGES = Pages.of("NextToken", "", 500, 500);

  private final Metrics metrics;

  /** The metrics as their API shows them. */
  public MetricsService(Metrics metrics) {
    super("cloudwatch");
    this.metrics = requireNonNull(metrics, "metrics is null");
    operation(
        "GetMetricData",
        "MetricDataQueries! StartTime! EndTime! ScanBy MaxDatapoints NextToken LabelOptions",
        this::data);
    operation(
        "GetMetricStatistics",
        "Namespace! MetricName! Dimensions StartTime! EndTime! Period! Statistics"
            + " ExtendedStatistics Unit",
        this::statistics);
    operation(
        "ListMetrics", "Namespace MetricName Dimensions RecentlyActive NextToken", this::list);
  }

  private static Metric metric(JsonNode node) {
    SortedMap<String, String> dimensions = new TreeMap<>();
    node.path("Dimensions")
        .forEach(d -> dimensions.put(d.path("Name").asText(), d.path("Value").asText()));
    return new Metric(
        node.path("Namespace").asText(), node.path("MetricName").asText(), dimensions);
  }

  private ObjectNode data(Input input) throws ServiceException {
    List<ObjectNode> queries = input.objects("MetricDataQueries");
    if (queries.size() > MAX_QUERIES) {
      throw new ServiceException(
          "ValidationError", 400, "The collection MetricDataQueries must not have more than 500");
    }
    ObjectNode answer = Json.object();
    ArrayNode results = answer.putArray("MetricDataResults");
    for (ObjectNode query : queries) {
      if (!query.has("MetricStat")) {
        throw new ServiceException(
            "ValidationError", 400, "Error in expression '" + query.path("Id").asText() + "'");
      }
      results.add(result(query, input));
    }
    answer.putArray("Messages");
    return answer;
  }

  private ObjectNode result(ObjectNode query, Input input) throws ServiceException {
    JsonNode asked = query.path("MetricStat");
    Metric metric = metric(asked.path("Metric"));
    String stat = asked.path("Stat").asText();
    List<Map.Entry<Instant, Double>> points =
        points(metric, stat, period(asked.path("Period").asInt(0), input), input);
    if (!input.text("ScanBy").orElse("").equals("TimestampAscending")) {
      points = reversed(points);
    }
    ObjectNode result =
        Json.object()
            .put("Id", query.path("Id").asText())
            .put("Label", query.path("Label").asText(metric.name()));
    ArrayNode times = result.putArray("Timestamps");
    ArrayNode values = result.putArray("Values");
    points.forEach(
        point -> {
          times.add(Timestamps.seconds(point.getKey()));
          values.add(point.getValue());
        });
    return result.put("StatusCode", "Complete");
  }

  private static <T> List<T> reversed(List<T> items) {
    List<T> turned = new ArrayList<>(items);
    Collections.reverse(turned);
    return turned;
  }

  private static int period(int period, Input input) throws ServiceException {
    if (period < 60 || period % 60 != 0) {
      throw input.invalid("The parameter Period must be a multiple of 60");
    }
    return period;
  }

  private List<Map.Entry<Instant, Double>> points(
      Metric metric, String stat, int period, Input input) throws ServiceException {
    Instant start = input.time("StartTime").orElse(Instant.EPOCH);
    Instant end = input.time("EndTime").orElse(Instant.EPOCH);
    NavigableMap<Long, Samples> periods = metrics.periods(metric, start, end, period);
    List<Map.Entry<Instant, Double>> points = new ArrayList<>();
    for (Map.Entry<Long, Samples> entry : periods.entrySet()) {
      Optional<Double> value = entry.getValue().statistic(stat);
      if (value.isEmpty()) {
        throw input.invalid("The value " + stat + " for parameter Stat is not supported");
      }
      points.add(Map.entry(Instant.ofEpochSecond(entry.getKey()), value.get()));
    }
    return points;
  }

  private ObjectNode statistics(Input input) throws ServiceException {
    Metric metric = metric(input.call().input());
    int period = period(input.call().input().path("Period").asInt(0), input);
    List<String> statistics = new ArrayList<>(input.texts("Statistics"));
    statistics.addAll(input.texts("ExtendedStatistics"));
    SortedMap<Instant, ObjectNode> points = new TreeMap<>();
    for (String statistic : statistics) {
      for (Map.Entry<Instant, Double> point : points(metric, statistic, period, input)) {
        ObjectNode datapoint =
            points.computeIfAbsent(
                point.getKey(), time -> Json.object().set("Timestamp", Timestamps.seconds(time)));
        if (statistic.startsWith("p")) {
          datapoint.withObject("/ExtendedStatistics").put(statistic, point.getValue());
        } else {
          datapoint.put(statistic, point.getValue());
        }
      }
    }
    if (points.size() > MAX_POINTS) {
      throw new ServiceException(
          "InvalidParameterCombination",
          400,
          "You have requested up to %d datapoints, which exceeds the limit of 1,440."
              .formatted(points.size()));
    }
    ObjectNode answer = Json.object().put("Label", metric.name());
    ArrayNode datapoints = answer.putArray("Datapoints");
    points.values().forEach(point -> datapoints.add(point.put("Unit", Units.of(metric))));
    return answer;
  }

  private ObjectNode list(Input input) throws ServiceException {
    String namespace = input.text("Namespace").orElse("");
    String name = input.text("MetricName").orElse("");
    List<ObjectNode> wanted = input.objects("Dimensions");
    List<Metric> found =
        metrics.all().stream()
            .filter(metric -> namespace.isEmpty() || metric.namespace().equals(namespace))
            .filter(metric -> name.isEmpty() || metric.name().equals(name))
            .filter(metric -> wanted.stream().allMatch(dimension -> has(metric, dimension)))
            .toList();
    Pages.Page<Metric> page = LIST_PAGES.page(found, input);
    ObjectNode answer = Json.object();
    ArrayNode items = answer.putArray("Metrics");
    page.items().forEach(metric -> items.add(metric.describe()));
    LIST_PAGES.write(answer, page.next());
    return answer;
  }

  private static boolean has(Metric metric, ObjectNode dimension) {
    String value = metric.dimensions().getOrDefault(dimension.path("Name").asText(), "");
    return !value.isEmpty() && value.equals(dimension.path("Value").asText(value));
  }
}
