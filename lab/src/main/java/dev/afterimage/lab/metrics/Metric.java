// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.metrics;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is measured.
 *
 * @param namespace such as {@code AWS/Lambda}
 * @param name such as {@code Throttles}
 * @param dimensions names and values; empty for the whole account
 */
public record Metric(String namespace, String name, SortedMap<String, String> dimensions)
    implements Comparable<Metric> {
  private static final Comparator<Metric> ORDER =
      Comparator.comparing(Metric::namespace)
          .thenComparing(Metric::name)
          .thenComparing(metric -> metric.dimensions().toString());

  public Metric {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    dimensions = new TreeMap<>(dimensions);
  }

  /** A metric of the whole account. */
  public static Metric of(String namespace, String name) {
    return new Metric(namespace, name, new TreeMap<>());
  }

  /** Returns the metric with one more dimension. */
  public Metric with(String dimension, String value) {
    SortedMap<String, String> more = new TreeMap<>(dimensions);
    more.put(dimension, value);
    return new Metric(namespace, name, more);
  }

  @Override
  public int compareTo(Metric other) {
    return ORDER.compare(this, other);
  }

  ObjectNode describe() {
    ObjectNode metric = Json.object().put("Namespace", namespace).put("MetricName", name);
    ArrayNode items = metric.putArray("Dimensions");
    dimensions.forEach((key, value) -> items.addObject().put("Name", key).put("Value", value));
    return metric;
  }
}
