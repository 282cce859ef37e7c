// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.scenario;

import java.util.List;
import java.util.Optional;

/** The stories by their names. */
public final class Scenarios {
  private static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "seed",
              "an ingest run twice; a guard that took its clock at import stops the second run",
              SeedScenario::asItWas),
          new Scenario(
              "tag-moved",
              "the seed, with a newer image pushed between the runs and no function updated",
              SeedScenario::withMovedTag),
          new Scenario(
              "silent-guard",
              "the seed, with a guard that logs nothing",
              SeedScenario::withSilentGuard));

  private Scenarios() {}

  /** Returns all stories. */
  public static List<Scenario> list() {
    return ALL;
  }

  /** Returns the story of a name. */
  public static Optional<Scenario> find(String name) {
    return ALL.stream().filter(scenario -> scenario.name().equals(name)).findFirst();
  }
}
