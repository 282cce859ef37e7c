// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.ground;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.logs.Logs;
import dev.afterimage.lab.metrics.Metrics;
import dev.afterimage.lab.sim.Randoms;
import dev.afterimage.lab.sim.Simulation;
import dev.afterimage.lab.trail.Trail;

/**
 * What every part of the world stands on.
 *
 * @param site where it is
 * @param simulation its clock
 * @param randoms its chance
 * @param logs where it writes
 * @param metrics where it measures
 * @param trail where changes are put down
 */
public record Ground(
    Site site, Simulation simulation, Randoms randoms, Logs logs, Metrics metrics, Trail trail) {
  public Ground {
    requireNonNull(site, "site is null");
    requireNonNull(simulation, "simulation is null");
    requireNonNull(randoms, "randoms is null");
    requireNonNull(logs, "logs is null");
    requireNonNull(metrics, "metrics is null");
    requireNonNull(trail, "trail is null");
  }

  /** Returns the ground of a new world. */
  public static Ground of(Site site, Simulation simulation, Randoms randoms) {
    return new Ground(
        site,
        simulation,
        randoms,
        new Logs(simulation, randoms),
        new Metrics(simulation),
        new Trail(simulation, randoms, site.account(), site.region()));
  }
}
