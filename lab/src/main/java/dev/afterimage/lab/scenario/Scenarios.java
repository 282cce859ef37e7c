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
              SeedScenario::withSilentGuard),
          new Scenario("big", "one run of 24,996 events with three functions", BigScenario::one),
          new Scenario(
              "big-pair",
              "two such runs; an item that only the second has fails near its end",
              BigScenario::pair),
          new Scenario(
              "secrets",
              "secrets of twenty kinds in environment variables, payloads and logs",
              SecretsScenario::play),
          new Scenario(
              "dropped-field",
              "a Pass with Parameters and no ResultPath drops a field; both runs succeed",
              LossScenarios::droppedField),
          new Scenario(
              "null-fallback",
              "a fallback is taken because its primary became null; both runs succeed",
              LossScenarios::nullFallback),
          new Scenario(
              "undeployed-fix",
              "a function answers what was missing, the definition never takes it",
              LossScenarios::undeployedFix));

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
