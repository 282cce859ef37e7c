// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.metrics;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** All measurements of the account, minute by minute. */
public final class Metrics {
  private static final long MINUTE = 60;
  private static final Duration MINUTES_KEPT = Duration.ofDays(15);

  private final Simulation simulation;
  private final Map<Metric, NavigableMap<Long, Samples>> minutes = new HashMap<>();
  private boolean keeping = true;

  /** Nothing is measured yet. */
  public Metrics(Simulation simulation) {
    this.simulation = requireNonNull(simulation, "simulation is null");
  }

  /** Measures something now. */
  public void put(Metric metric, double value) {
    putAt(simulation.now(), metric, value);
  }

  /** Measures something that belongs to another minute, as an invocation to that of its start. */
  public void putAt(Instant time, Metric metric, double value) {
    if (keeping) {
      minutes
          .computeIfAbsent(metric, key -> new TreeMap<>())
          .computeIfAbsent(minute(time), key -> new Samples())
          .add(value);
    }
  }

  /** Keeps no measurement from now on. */
  public void forgetAll() {
    keeping = false;
  }

  private static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), MINUTE) * MINUTE;
  }

  List<Metric> all() {
    List<Metric> all = new ArrayList<>(minutes.keySet());
    Collections.sort(all);
    return all;
  }

  /** Returns the samples per period that begin in [start, end), oldest first. */
  NavigableMap<Long, Samples> periods(Metric metric, Instant start, Instant end, int period) {
    NavigableMap<Long, Samples> recorded =
        minutes.getOrDefault(metric, Collections.emptyNavigableMap());
    long horizon =
        period < 300 ? simulation.now().minus(MINUTES_KEPT).getEpochSecond() : Long.MIN_VALUE;
    long from = Math.max(horizon, Math.floorDiv(start.getEpochSecond(), period) * (long) period);
    NavigableMap<Long, Samples> periods = new TreeMap<>();
    recorded
        .subMap(from, true, end.getEpochSecond(), false)
        .forEach(
            (minute, samples) ->
                periods
                    .computeIfAbsent(
                        Math.floorDiv(minute, period) * (long) period, key -> new Samples())
                    .addAll(samples));
    return periods;
  }
}
