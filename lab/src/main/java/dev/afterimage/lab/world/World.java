// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.world;

import dev.afterimage.lab.account.HealthService;
import dev.afterimage.lab.account.IdentityService;
import dev.afterimage.lab.account.Keys;
import dev.afterimage.lab.account.Quotas;
import dev.afterimage.lab.account.QuotasService;
import dev.afterimage.lab.account.Roles;
import dev.afterimage.lab.account.TracesService;
import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.ground.Ground;
import dev.afterimage.lab.ground.Site;
import dev.afterimage.lab.lambda.ControlPlane;
import dev.afterimage.lab.lambda.Fleet;
import dev.afterimage.lab.lambda.LambdaService;
import dev.afterimage.lab.lambda.Platform;
import dev.afterimage.lab.logs.LogsService;
import dev.afterimage.lab.metrics.MetricsService;
import dev.afterimage.lab.network.FileSystemService;
import dev.afterimage.lab.network.FileSystems;
import dev.afterimage.lab.network.Network;
import dev.afterimage.lab.network.NetworkService;
import dev.afterimage.lab.outside.Connections;
import dev.afterimage.lab.outside.Services;
import dev.afterimage.lab.registry.Registry;
import dev.afterimage.lab.registry.RegistryService;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.sim.Simulation;
import dev.afterimage.lab.states.Engine;
import dev.afterimage.lab.states.StatesService;
import dev.afterimage.lab.trail.TrailService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A simulated account on its virtual clock. */
public final class World {
  private final Ground ground;
  private final Platform platform;
  private final Connections connections;
  private final Services services;
  private final Fleet fleet;
  private final ControlPlane functions;
  private final Engine states;

  /**
   * An empty account.
   *
   * @param start the time at which it begins
   * @param randoms what all chance in it follows from
   */
  public World(Site site, Instant start, Randoms randoms, Era era) {
    Simulation simulation = new Simulation(start);
    this.ground = Ground.of(site, simulation, randoms);
    Network network = new Network(simulation, randoms, site.account(), site.region());
    this.platform =
        new Platform(
            new Registry(simulation, ground.trail(), site.account(), site.region()),
            network,
            new FileSystems(simulation, network, site.region()),
            new Roles(ground.trail()),
            new Keys(ground.trail()),
            new Quotas());
    this.connections = new Connections(simulation, ground.metrics());
    this.services = new Services(simulation, randoms, connections);
    this.fleet = new Fleet(ground, platform, services, era.platformStyle());
    this.functions = new ControlPlane(fleet);
    this.states =
        new Engine(
            ground, new Engine.Partners(fleet, services, platform.roles(), era.missingPathError()));
  }

  /** Returns what everything stands on. */
  public Ground ground() {
    return ground;
  }

  /** Returns registry, network, file systems, roles, keys, quotas. */
  public Platform platform() {
    return platform;
  }

  /** Returns the connections out of the network. */
  public Connections connections() {
    return connections;
  }

  /** Returns what functions call. */
  public Services services() {
    return services;
  }

  /** Returns the functions as they run. */
  public Fleet fleet() {
    return fleet;
  }

  /** Returns the calls that change functions. */
  public ControlPlane functions() {
    return functions;
  }

  /** Returns Step Functions. */
  public Engine states() {
    return states;
  }

  /** Returns the virtual time. */
  public Instant now() {
    return ground.simulation().now();
  }

  /** Lets time pass. */
  public void run(Duration duration) {
    ground.simulation().run(duration);
  }

  /**
   * Lets time pass until an execution has ended.
   *
   * @param longest how long to wait for it
   * @return whether it has
   */
  public boolean runUntilClosed(String executionArn, Duration longest) {
    Instant latest = now().plus(longest);
    while (!states.isClosed(executionArn) && now().isBefore(latest)) {
      if (!ground.simulation().step()) {
        ground.simulation().runUntil(latest);
      }
    }
    return states.isClosed(executionArn);
  }

  /** Returns the account as it is seen from outside. */
  public Account account() {
    Site site = ground.site();
    return new Account(
        new Account.Surroundings(
            site.account(), site.region(), this::now, platform.registry()::blob),
        List.of(
            new StatesService(states),
            new LambdaService(fleet),
            new RegistryService(platform.registry()),
            new LogsService(ground.logs(), site.account(), site.region()),
            new TrailService(ground.trail()),
            new MetricsService(ground.metrics()),
            new NetworkService(platform.network()),
            new FileSystemService(platform.fileSystems()),
            new QuotasService(platform.quotas(), site.account(), site.region()),
            new IdentityService(site.account()),
            new HealthService(),
            new TracesService()));
  }
}
