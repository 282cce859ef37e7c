// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The measurements of one metric within one minute, or of several minutes together. */
final class Samples {
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d+)?)");

  private double[] values = new double[4];
  private int count;

  void add(double value) {
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count++] = value;
  }

  void addAll(Samples other) {
    for (int i = 0; i < other.count; i++) {
      add(other.values[i]);
    }
  }

  /** Returns a statistic by the name that the API gives it; none for a name it does not know. */
  Optional<Double> statistic(String name) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    double sum = Arrays.stream(sorted).sum();
    return switch (name) {
      case "Sum" -> Optional.of(sum);
      case "SampleCount" -> Optional.of((double) count);
      case "Average" -> Optional.of(sum / count);
      case "Minimum" -> Optional.of(sorted[0]);
      case "Maximum" -> Optional.of(sorted[count - 1]);
      default -> percentile(name, sorted);
    };
  }

  private static Optional<Double> percentile(String name, double[] sorted) {
    Matcher matcher = PERCENTILE.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    double rank = Double.parseDouble(matcher.group(1)) / 100 * sorted.length;
    return Optional.of(sorted[(int) Math.min(sorted.length - 1, Math.floor(rank))]);
  }
}
