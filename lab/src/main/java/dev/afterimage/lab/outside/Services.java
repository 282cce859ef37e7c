// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.outside;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Reply;
import dev.afterimage.lab.code.Trouble;
import dev.afterimage.lab.network.Path;
import dev.afterimage.lab.sim.RandomStream;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.sim.Simulation;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** The services that functions call, each behind the network. */
public final class Services {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration RESOLVER_TIMEOUT = Duration.ofSeconds(4);

  private record Service(Location location, Behaviour behaviour) {}

  private final Simulation simulation;
  private final RandomStream random;
  private final Connections connections;
  private final Map<String, Service> services = new TreeMap<>();
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, Object> shared = new HashMap<>();

  /** No services yet. */
  public Services(Simulation simulation, Randoms randoms, Connections connections) {
    this.simulation = requireNonNull(simulation, "simulation is null");
    this.random = randoms.stream("services");
    this.connections = requireNonNull(connections, "connections is null");
  }

  /** Adds a service that answers well after about {@code latency}. */
  public void add(String name, Location location, Duration latency) {
    services.put(
        name,
        new Service(
            location, request -> Reply.good(random.latency(latency), name + "/" + request.at())));
  }

  /** Changes how a service behaves. */
  public void change(String name, UnaryOperator<Behaviour> change) {
    services.computeIfPresent(
        name, (key, old) -> new Service(old.location(), change.apply(old.behaviour())));
  }

  /** Takes a service's name out of the world: it does not exist any more. */
  public void remove(String name) {
    services.remove(name);
  }

  /** Returns whether there is such a service. */
  public boolean has(String name) {
    return services.containsKey(name);
  }

  /** Sets a value that processes read. */
  public void set(String setting, String value) {
    settings.put(setting, value);
  }

  /** Returns a value that processes read; empty where it is not set. */
  public String setting(String setting) {
    return settings.getOrDefault(setting, "");
  }

  /** Returns the cells that all processes share. */
  public Map<String, Object> shared() {
    return shared;
  }

  /** Sends a request. */
  public Reply send(Sender sender, String name, Map<String, String> attributes) {
    Service service = services.get(name);
    if (service == null) {
      return new Reply(Duration.ofMillis(20), Trouble.DNS_UNKNOWN, name);
    }
    Optional<Reply> lost = sender.path().flatMap(path -> onTheWay(path, service.location(), name));
    return lost.orElseGet(
        () -> service.behaviour().answer(new Request(sender, simulation.now(), attributes)));
  }

  private Optional<Reply> onTheWay(Path path, Location location, String name) {
    Path.Outcome outcome =
        switch (location) {
          case INTERNET, AWS -> path.toInternet();
          case PRIVATE -> path.toPrivateHost();
          case S3 -> path.toS3();
        };
    return switch (outcome) {
      case NO_NAME -> Optional.of(new Reply(RESOLVER_TIMEOUT, Trouble.DNS_UNAVAILABLE, name));
      case DROPPED -> Optional.of(new Reply(CONNECT_TIMEOUT, Trouble.CONNECT_TIMEOUT, name));
      case OPEN ->
          location == Location.PRIVATE || connections.open(path, name)
              ? Optional.empty()
              : Optional.of(new Reply(CONNECT_TIMEOUT, Trouble.CONNECT_TIMEOUT, name));
    };
  }
}
