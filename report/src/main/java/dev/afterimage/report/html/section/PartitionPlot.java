// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.contrast.Observation;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.report.Moments;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Words;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The drawing of a partition: a dot for each observation of a number, a bar for each value of a
 * category.
 *
 * @param band where thresholds part alike, of a number; empty for a category
 * @param ticks the ends of the axis
 */
public record PartitionPlot(List<Dot> dots, List<Band> band, List<Tick> ticks, List<Bar> bars) {
  /** The width of the drawing, in pixels. */
  public static final int WIDTH = 300;

  private static final int LEFT = 12;
  private static final int RIGHT = WIDTH - 12;
  private static final int FAILED_ROW = 22;
  private static final int OK_ROW = 54;
  private static final int MOST_BARS = 6;
  private static final int MOST_DOTS = 1_500;

  /** One observation; a line where only bounds of it are known. */
  public record Dot(String x, String y, String to, boolean failed) {}

  /** A span of the axis. */
  public record Band(String x, String width) {}

  /** A value on the axis. */
  public record Tick(String x, String anchor, String text) {}

  /** A value of a category, with the widths of its failed and its succeeded part. */
  public record Bar(String name, int failed, int ok, String failedWidth, String okWidth) {
    /** Returns where the succeeded part begins. */
    public String okX() {
      return number(LEFT + Double.parseDouble(failedWidth));
    }
  }

  static PartitionPlot of(Partition partition, List<Observation> observations, ZoneOffset offset) {
    return partition
        .threshold()
        .map(threshold -> new Numbers(partition.attribute(), offset).plot(threshold, observations))
        .orElseGet(() -> categories(partition.attribute(), observations));
  }

  private record Point(Observation.Interval value, boolean failed) {}

  /** The drawing of a number. */
  private record Numbers(String attribute, ZoneOffset offset) {
    PartitionPlot plot(Partition.Threshold threshold, List<Observation> observations) {
      List<Point> points = points(observations);
      Scale scale = Scale.of(points);
      double from = scale.x(threshold.from());
      double width = Math.max(1, scale.x(threshold.to()) - from);
      return new PartitionPlot(
          dots(points, scale),
          List.of(new Band(number(from), number(width))),
          List.of(
              new Tick(number(LEFT), "start", amount(scale.least())),
              new Tick(number(RIGHT), "end", amount(scale.most()))),
          List.of());
    }

    private List<Point> points(List<Observation> observations) {
      List<Point> points = new ArrayList<>();
      for (Observation observation : observations) {
        if (observation.attributes().get(attribute) instanceof Observation.Interval value) {
          points.add(new Point(value, observation.failed()));
        }
      }
      return points;
    }

    private static List<Dot> dots(List<Point> points, Scale scale) {
      List<Dot> dots = new ArrayList<>();
      int[] placed = new int[2];
      for (Point point : points) {
        // Equal values lie over each other: a fixed pattern of five heights parts them.
        int row = point.failed() ? 0 : 1;
        double y = (row == 0 ? FAILED_ROW : OK_ROW) + (placed[row]++ * 3 % 5 - 2) * 3.0;
        dots.add(
            new Dot(
                number(scale.x(point.value().least())),
                number(y),
                number(scale.x(point.value().most())),
                point.failed()));
      }
      return dots.size() <= MOST_DOTS ? dots : thinned(dots);
    }

    /** Of very many observations dots that lie on each other say no more than one. */
    private static List<Dot> thinned(List<Dot> dots) {
      return dots.stream().distinct().limit(MOST_DOTS).toList();
    }

    private String amount(double value) {
      return attribute.equals("startClockMs")
          ? Moments.time(Instant.ofEpochMilli((long) value), offset)
          : Words.amount(attribute, value);
    }
  }

  /** The way from values to pixels; by the logarithm where the values span magnitudes. */
  private record Scale(double least, double most, boolean log) {
    static Scale of(List<Point> points) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (Point point : points) {
        least = Math.min(least, point.value().least());
        double bound = point.value().most();
        most = Math.max(most, Double.isInfinite(bound) ? point.value().least() : bound);
      }
      return new Scale(least, most, least >= 0 && most > 100 * Math.max(1, least));
    }

    double x(double value) {
      double bounded = Math.max(least, Math.min(most, value));
      double span = at(most) - at(least);
      double share = span == 0 ? 0.5 : (at(bounded) - at(least)) / span;
      return LEFT + share * (RIGHT - LEFT);
    }

    private double at(double value) {
      return log ? StrictMath.log1p(value) : value;
    }
  }

  private static PartitionPlot categories(String attribute, List<Observation> observations) {
    Map<String, int[]> counts = new TreeMap<>();
    for (Observation observation : observations) {
      if (observation.attributes().get(attribute) instanceof Observation.Category category) {
        counts.computeIfAbsent(category.name(), n -> new int[2])[observation.failed() ? 0 : 1]++;
      }
    }
    int largest = counts.values().stream().mapToInt(c -> c[0] + c[1]).max().orElse(1);
    double unit = (RIGHT - LEFT) / (double) Math.max(1, largest);
    List<Bar> bars =
        counts.entrySet().stream()
            .sorted(
                Comparator.comparing((Map.Entry<String, int[]> e) -> -e.getValue()[0])
                    .thenComparing(e -> -e.getValue()[1])
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_BARS)
            .map(e -> bar(e.getKey(), e.getValue(), unit))
            .toList();
    return new PartitionPlot(List.of(), List.of(), List.of(), bars);
  }

  private static Bar bar(String name, int[] counts, double unit) {
    return new Bar(
        Safe.line(name), counts[0], counts[1], number(counts[0] * unit), number(counts[1] * unit));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** Returns a value's name as it fits beside its counts. */
  public static String shortened(String name) {
    return name.length() <= 24 ? name : "…" + name.substring(name.length() - 23);
  }

  /** Whether this is the drawing of a number. */
  public boolean isOfNumber() {
    return !ticks.isEmpty();
  }
}
