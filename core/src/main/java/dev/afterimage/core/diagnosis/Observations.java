// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.compare.Alignment;
import dev.afterimage.core.contrast.Observation;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.invocation.Invocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns trials into observations with every attribute that is known of them. */
final class Observations {
  private final Trials trials;
  private final Map<String, String> itemOfA = new HashMap<>();

  private Observations(Trials trials, Alignment alignment) {
    this.trials = trials;
    for (Alignment.StepPair pair : alignment.pairs()) {
      if (pair.a().isPresent() && pair.b().isPresent()) {
        itemOfA.put(pair.a().get().path(), pair.b().get().path());
      }
    }
  }

  /** Returns one observation for each trial that failed or succeeded. */
  static List<Observation> of(Trials trials, Alignment alignment) {
    Observations observations = new Observations(trials, alignment);
    List<Observation> all = new ArrayList<>();
    for (Trial trial : trials.all()) {
      if (trial.isFailed() || trial.isOk()) {
        all.add(new Observation(trial.isFailed(), observations.attributes(trial), trial.ref()));
      }
    }
    return all;
  }

  private Map<String, Observation.Value> attributes(Trial trial) {
    Map<String, Observation.Value> values = new TreeMap<>();
    category(values, "run", trial.side() == Trial.Side.A ? "baseline" : "this run");
    number(values, "startClockMs", (double) trial.start().toEpochMilli());
    number(values, "concurrencyAtStart", concurrency(trial));
    trial.invocation().ifPresent(invocation -> ofInvocation(values, invocation));
    trial.call().ifPresent(call -> ofStep(values, trial.side(), call.call().step()));
    return values;
  }

  private void ofInvocation(Map<String, Observation.Value> values, Invocation invocation) {
    double[] age = invocation.ageMs();
    values.put("processAgeMs", new Observation.Interval(age[0], age[1]));
    Invocation.Place place = invocation.place();
    if (place.ordinalKnown()) {
      number(values, "ordinal", place.ordinal());
    }
    place.cold().ifPresent(cold -> category(values, "cold", cold ? "cold" : "warm"));
    category(values, "sandbox", place.stream().name());
    category(values, "generation", place.stream().name() + " #" + place.generation());
    place.stream().version().ifPresent(version -> category(values, "version", version));
    invocation.times().idleBefore().ifPresent(gap -> number(values, "idleGapMs", millis(gap)));
    invocation
        .report()
        .flatMap(report -> report.line().metrics().maxMemoryUsedMb())
        .ifPresent(mb -> number(values, "maxMemoryUsedMb", mb));
    predecessor(invocation).ifPresent(p -> category(values, "predecessor", p));
  }

  /** How the invocation before in the same process ended, where that is a trial too. */
  private Optional<String> predecessor(Invocation invocation) {
    int before = invocation.place().ordinal() - 1;
    return trials.all().stream()
        .filter(
            trial ->
                trial
                    .invocation()
                    .filter(other -> other.place().stream().equals(invocation.place().stream()))
                    .filter(o -> o.place().generation() == invocation.place().generation())
                    .filter(other -> other.place().ordinal() == before)
                    .isPresent())
        .map(trial -> trial.isFailed() ? "failed" : trial.isOk() ? "succeeded" : "unknown")
        .findFirst();
  }

  private void ofStep(Map<String, Observation.Value> values, Trial.Side side, Step step) {
    number(values, "inputBytes", step.input().bytes());
    if (step.id().frame().index() >= 0) {
      String path = step.path();
      String item = side == Trial.Side.A ? itemOfA.getOrDefault(path, "baseline " + path) : path;
      category(values, "item", item);
      number(values, "itemIndex", step.id().frame().index());
    }
  }

  private int concurrency(Trial trial) {
    return (int)
        trials.all().stream()
            .filter(other -> other.side() == trial.side())
            .filter(other -> !other.start().isAfter(trial.start()))
            .filter(other -> other.end().map(end -> end.isAfter(trial.start())).orElse(true))
            .count();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static void number(Map<String, Observation.Value> values, String name, double number) {
    values.put(name, Observation.Interval.of(number));
  }

  private static void category(Map<String, Observation.Value> values, String name, String value) {
    values.put(name, new Observation.Category(value));
  }
}
