// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.time.Instant;

/**
 * Takes the decisions of one execution, one after the other. While it is at one, results of tasks
 * that ran in parallel go on arriving: that is how several failures come before the first counts.
 */
final class Decider {
  private final Simulation simulation;
  private final RandomStream random;
  private final Duration cost;
  private final Throttling throttling;
  private Instant free;

  Decider(Simulation simulation, RandomStream random, Duration cost, Throttling throttling) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.random = requireNonNull(random, "random is null");
    this.cost = requireNonNull(cost, "cost is null");
    this.throttling = requireNonNull(throttling, "throttling is null");
    this.free = simulation.now();
  }

  /** Takes a decision once those before it are taken. */
  void decide(Runnable decision) {
    decide(decision, random.latency(cost));
  }

  /** Takes a small decision that needs only a moment. */
  void decideQuickly(Runnable decision) {
    decide(decision, random.latency(Duration.ofMillis(2)));
  }

  private void decide(Runnable decision, Duration takes) {
    Instant begin = free.isAfter(simulation.now()) ? free : simulation.now();
    free = begin.plus(takes).plus(throttling.delay(begin));
    simulation.at(free, decision);
  }
}
