// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.lab.scenario.Scenario;
import dev.afterimage.lab.scenario.Scenarios;
import dev.afterimage.lab.scenario.Staged;
import java.time.Instant;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which scenario of the lab to play. */
final class ScenarioOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "SCENARIO",
      defaultValue = "seed",
      description = "The scenario, see 'lab list'; default ${DEFAULT-VALUE}.")
  private String name = "seed";

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What all chance follows from; default ${DEFAULT-VALUE}.")
  private long seed = 7;

  String name() {
    return name;
  }

  /** Lets the scenario happen. */
  Staged play() throws CommandException {
    return scenario().play(seed);
  }

  /** Lets the scenario happen so that it is over at a moment. */
  Staged playUntil(Instant asked) throws CommandException {
    return scenario().playUntil(asked, seed);
  }

  private Scenario scenario() throws CommandException {
    return Scenarios.find(name)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitStatus.USAGE, "no scenario " + name + "; there are " + names()));
  }

  private static String names() {
    return Scenarios.list().stream().map(Scenario::name).collect(Collectors.joining(", "));
  }
}
