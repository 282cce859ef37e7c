// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.ManifestCall;
import dev.afterimage.core.evidence.PathTokens;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The metrics of a case. */
public final class Metrics {
  /** The statistics of a point, what was reached before what was usual. */
  private static final List<String> STATISTICS =
      List.of("Maximum", "Sum", "Average", "SampleCount");

  private final List<Series> series = new ArrayList<>();
  private final Set<String> functions;

  /**
   * The points of one metric.
   *
   * @param metric the metric's name, as {@code Throttles}
   * @param dimensions the values of its dimensions; empty for the whole account, {@code ?} where
   *     nothing tells whose it is
   * @param measure how a point sums up its period
   * @param ref the answer's result
   */
  public record Series(
      String metric, Set<String> dimensions, Measure measure, List<Point> points, Ref ref) {
    public Series {
      dimensions = java.util.Collections.unmodifiableSet(new TreeSet<>(dimensions));
      requireNonNull(measure, "measure is null");
      points = List.copyOf(points);
    }

    /** Returns the points of periods that overlap a span of time. */
    public List<Point> between(Instant from, Instant to) {
      Instant first = from.minusSeconds(measure.periodSeconds());
      return points.stream().filter(p -> !p.at().isBefore(first) && !p.at().isAfter(to)).toList();
    }

    /** Returns the largest value of minutes that overlap a span of time. */
    public Optional<Point> peak(Instant from, Instant to) {
      return between(from, to).stream()
          .max(Comparator.comparingDouble(Point::value).thenComparing(Point::at));
    }
  }

  /**
   * How a point sums up its period.
   *
   * @param mean whether it is the mean, which may lie far below what was reached
   */
  public record Measure(boolean mean, long periodSeconds) {
    private static final long MINUTE = 60;

    /** Returns the measure of points whose period is not told: the least time between two. */
    static Measure of(
        Optional<String> statistic, Optional<Long> periodSeconds, List<Point> points) {
      long apart = Long.MAX_VALUE;
      for (int i = 1; i < points.size(); i++) {
        long gap = Duration.between(points.get(i - 1).at(), points.get(i).at()).toSeconds();
        apart = gap > 0 ? Math.min(apart, gap) : apart;
      }
      boolean isEvery5Minutes = apart == 5 * MINUTE;
      return new Measure(
          statistic.filter("Average"::equals).isPresent(),
          periodSeconds.orElse(isEvery5Minutes ? 5 * MINUTE : MINUTE));
    }
  }

  /** The value of a metric in the period that starts at a moment. */
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
    Optional<String> statistic = Optional.empty();
    for (JsonNode point : record.get("Datapoints")) {
      Ref ref = record.ref("Datapoints").child(index++);
      statistic = STATISTICS.stream().filter(point::has).findFirst();
      Optional<Double> value = statistic.flatMap(name -> Json.number(point, name));
      Optional<Instant> at = Timestamps.parse(point.path("Timestamp"));
      if (value.isPresent() && at.isPresent()) {
        points.add(new Point(at.get(), value.get(), ref.at(at.get())));
      }
    }
    Optional<String> shown = statistic;
    add(
        record,
        points,
        record
            .answer()
            .call()
            .flatMap(Metrics::request)
            .or(() -> label(record))
            .map(name -> name.measuredBy(shown, Optional.empty())));
  }

  private void add(EvidenceRecord record, List<Point> points, Optional<Name> name) {
    name.ifPresent(
        n -> {
          points.sort(Comparator.comparing(Point::at));
          Measure measure = Measure.of(n.statistic(), n.periodSeconds(), points);
          series.add(new Series(n.metric(), n.dimensions(), measure, points, record.ref()));
        });
  }

  /** What is known of a series besides its points. */
  private record Name(
      String metric,
      Set<String> dimensions,
      Optional<String> statistic,
      Optional<Long> periodSeconds) {
    Name(String metric, Set<String> dimensions) {
      this(metric, dimensions, Optional.empty(), Optional.empty());
    }

    /** Returns the name with a statistic and a period where these are told. */
    Name measuredBy(Optional<String> shown, Optional<Long> period) {
      return new Name(
          metric, dimensions, shown.or(() -> statistic), period.or(() -> periodSeconds));
    }
  }

  /** The query of a get-metric-data call that a result answers, by its id. */
  private static Optional<Name> asked(EvidenceRecord record) {
    Optional<ManifestCall> call = record.answer().call();
    Optional<String> id = record.text("Id");
    if (call.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    for (JsonNode query : call.get().request().path("MetricDataQueries")) {
      if (Json.text(query, "Id").equals(id)) {
        JsonNode stat = query.path("MetricStat");
        return name(stat.path("Metric"))
            .map(name -> name.measuredBy(Json.text(stat, "Stat"), period(stat)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Name> request(ManifestCall call) {
    return name(call.request())
        .map(name -> name.measuredBy(Optional.empty(), period(call.request())));
  }

  private static Optional<Long> period(JsonNode asked) {
    return Json.number(asked, "Period").map(Double::longValue).filter(seconds -> seconds > 0);
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
      Optional<String> last = Optional.of(parts[parts.length - 1]).filter(STATISTICS::contains);
      return metric.isEmpty()
          ? Optional.empty()
          : Optional.of(new Name(metric, dimensions, last, Optional.empty()));
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
