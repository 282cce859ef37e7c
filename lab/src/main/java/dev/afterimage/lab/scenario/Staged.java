// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.world.World;
import java.util.List;

/**
 * A story that has happened.
 *
 * @param world where it happened, at the moment in which somebody comes to ask
 * @param runs the ARNs of the executions it is about, in the order of their starts
 * @param secrets what must not leave the account unredacted
 */
public record Staged(World world, List<String> runs, List<String> secrets) {
  public Staged {
    requireNonNull(world, "world is null");
    runs = List.copyOf(runs);
    secrets = List.copyOf(secrets);
  }
}
