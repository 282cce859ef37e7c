// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The log groups of the account. */
public final class Logs {
  private static final Duration USUAL_DELAY = Duration.ofMillis(900);

  private final Simulation simulation;
  private final RandomStream delays;
  private final TreeMap<String, LogGroup> groups = new TreeMap<>();
  private BiConsumer<String, LogEvent> listener = (group, event) -> {};
  private boolean keeping = true;

  /** No groups yet. */
  public Logs(Simulation simulation, Randoms randoms) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.delays = randoms.stream("ingestion");
  }

  /** Creates a group, unless it is there. */
  public void create(String group) {
    groups.computeIfAbsent(group, name -> new LogGroup(name, simulation.now().toEpochMilli()));
  }

  /** Lets a group forget its events after some days. */
  public void retain(String group, int days) {
    create(group);
    Optional.ofNullable(groups.get(group)).ifPresent(g -> g.retain(days));
  }

  /** Deletes a group with all it holds. */
  public void delete(String group) {
    groups.remove(group);
  }

  /** Tells {@code listener} each event, with the group's name. */
  public void onEvent(BiConsumer<String, LogEvent> listener) {
    this.listener = requireNonNull(listener, "listener is null");
  }

  /** Keeps no events from now on: they only go to the listener. */
  public void forgetAll() {
    keeping = false;
  }

  /** Writes a line now. The group must be there, else the line is lost, as on AWS. */
  public void write(String group, String stream, String message) {
    LogGroup known = groups.get(group);
    if (known == null) {
      return;
    }
    long now = simulation.now().toEpochMilli();
    long ingested = now + delays.latency(USUAL_DELAY).toMillis();
    listener.accept(group, known.add(stream, now, message, ingested, keeping));
  }

  Collection<LogGroup> groups() {
    return Collections.unmodifiableCollection(groups.values());
  }

  Optional<LogGroup> group(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  long now() {
    return simulation.now().toEpochMilli();
  }
}
