// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.ManifestCall;
import dev.afterimage.core.evidence.PathTokens;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The metrics of a case. */
public final class Metrics {
  private final List<Series> series = new ArrayList<>();
  private final Set<String> functions;

  /**
   * The points of one metric.
   *
   * @param metric the metric's name, as {@code Throttles}
   * @param dimensions the values of its dimensions; empty for the whole account, {@code ?} where
   *     nothing tells whose it is
   * @param ref the answer's result
   */
  public record Series(String metric, Set<String> dimensions, List<Point> points, Ref ref) {
    public Series {
      dimensions = java.util.Collections.unmodifiableSet(new TreeSet<>(dimensions));
      points = List.copyOf(points);
    }

    /** Returns the points of minutes that overlap a span of time. */
    public List<Point> between(Instant from, Instant to) {
      return points.stream()
          .filter(p -> !p.at().isBefore(from.minusSeconds(60)) && !p.at().isAfter(to))
          .toList();
    }

    /** Returns the largest value of minutes that overlap a span of time. */
    public Optional<Point> peak(Instant from, Instant to) {
      return between(from, to).stream()
          .max(Comparator.comparingDouble(Point::value).thenComparing(Point::at));
    }
  }

  /** The value of a metric in the minute that starts at a moment. */
  public record Point(Instant at, double value, Ref ref) {}

  /**
   * Reads the metrics of a case.
   *
   * @param functions names that a path may hold, the last resort to tell whose a metric is
   */
  Metrics(Evidence evidence, Set<String> functions) {
    this.functions = functions;
    evidence.records(Kind.METRIC).forEach(this::addData);
    evidence.records(Kind.METRIC_STATISTICS).forEach(this::addStatistics);
  }

  /** Returns the series of a metric about a function or another resource. */
  public List<Series> of(String metric, String dimension) {
    return series.stream()
        .filter(s -> s.metric().equals(metric) && s.dimensions().contains(dimension))
        .toList();
  }

  /** Returns the series of a metric over the whole account. */
  public List<Series> ofAccount(String metric) {
    return series.stream()
        .filter(s -> s.metric().equals(metric) && s.dimensions().isEmpty())
        .toList();
  }

  /** Returns every series of a metric. */
  public List<Series> of(String metric) {
    return series.stream().filter(s -> s.metric().equals(metric)).toList();
  }

  private void addData(EvidenceRecord record) {
    List<Point> points = new ArrayList<>();
    JsonNode times = record.get("Timestamps");
    JsonNode values = record.get("Values");
    for (int i = 0; i < Math.min(times.size(), values.size()); i++) {
      Ref ref = record.ref("Values").child(i);
      double value = values.get(i).doubleValue();
      Timestamps.parse(times.get(i)).ifPresent(at -> points.add(new Point(at, value, ref.at(at))));
    }
    add(record, points, asked(record).or(() -> label(record)));
  }

  private void addStatistics(EvidenceRecord record) {
    List<Point> points = new ArrayList<>();
    int index = 0;
    for (JsonNode point : record.get("Datapoints")) {
      Ref ref = record.ref("Datapoints").child(index++);
      Optional<Double> value =
          Json.number(point, "Maximum")
              .or(() -> Json.number(point, "Sum"))
              .or(() -> Json.number(point, "Average"))
              .or(() -> Json.number(point, "SampleCount"));
      Optional<Instant> at = Timestamps.parse(point.path("Timestamp"));
      if (value.isPresent() && at.isPresent()) {
        points.add(new Point(at.get(), value.get(), ref.at(at.get())));
      }
    }
    add(record, points, record.answer().call().flatMap(Metrics::request).or(() -> label(record)));
  }

  private void add(EvidenceRecord record, List<Point> points, Optional<Name> name) {
    name.ifPresent(
        n -> {
          points.sort(Comparator.comparing(Point::at));
          series.add(new Series(n.metric(), n.dimensions(), points, record.ref()));
        });
  }

  private record Name(String metric, Set<String> dimensions) {}

  /** The query of a get-metric-data call that a result answers, by its id. */
  private static Optional<Name> asked(EvidenceRecord record) {
    Optional<ManifestCall> call = record.answer().call();
    Optional<String> id = record.text("Id");
    if (call.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode query : call.get().request().path("MetricDataQueries")) {
      if (Json.text(query, "Id").equals(id)) {
        return name(query.path("MetricStat").path("Metric"));
      }
    }
    return Optional.empty();
  }

  private static Optional<Name> request(ManifestCall call) {
    return name(call.request());
  }

  private static Optional<Name> name(JsonNode metric) {
    Set<String> values = new TreeSet<>();
    for (JsonNode dimension : metric.path("Dimensions")) {
      Json.text(dimension, "Value").ifPresent(values::add);
    }
    return Json.text(metric, "MetricName").map(n -> new Name(n, values));
  }

  /**
   * A label says what is measured: {@code Namespace/Metric/Dim=value/Stat}, {@code function
   * metric}, or the metric alone. A namespace has a slash of its own.
   */
  private Optional<Name> label(EvidenceRecord record) {
    String label = record.text("Label").orElse("").strip();
    if (label.contains("/")) {
      Set<String> dimensions = new TreeSet<>();
      String metric = "";
      String[] parts = label.split("/", -1);
      int first = label.startsWith("AWS/") ? 2 : 1;
      for (int i = first; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          dimensions.add(parts[i].substring(equals + 1));
        } else if (metric.isEmpty()) {
          metric = parts[i];
        }
      }
      return metric.isEmpty() ? Optional.empty() : Optional.of(new Name(metric, dimensions));
    }
    String[] words = label.split("\\s+", -1);
    if (words.length == 2) {
      return Optional.of(new Name(words[1], Set.of(words[0])));
    }
    return words.length == 1 && !words[0].isEmpty()
        ? Optional.of(new Name(words[0], byPath(record)))
        : Optional.empty();
  }

  private Set<String> byPath(EvidenceRecord record) {
    String path = record.ref().file().path();
    if (PathTokens.contains(path, "account")) {
      return Set.of();
    }
    return Set.of(PathTokens.longest(path, functions).orElse("?"));
  }
}
