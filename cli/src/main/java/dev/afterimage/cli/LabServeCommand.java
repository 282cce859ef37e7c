// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.lab.api.Account;
import dev.afterimage.lab.endpoint.ClientGuide;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.Weather;
import dev.afterimage.lab.scenario.Staged;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afterimage lab serve}: a scenario's account behind a port, until Ctrl-C. */
@Command(
    name = "serve",
    description = {
      "Plays a scenario and answers the AWS CLI and SDKs about it on 127.0.0.1, until Ctrl-C.",
      "It has happened just now, by the clock of this machine.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LabServeCommand implements Callable<Integer> {
  private static final int HIGHEST_PORT = 65_535;

  @Spec private CommandSpec spec;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  @Option(names = "--port", paramLabel = "N", description = "The port; default any that is free.")
  private int port;

  @Option(
      names = "--latency",
      paramLabel = "MS",
      description = "Let every answer take this long; default ${DEFAULT-VALUE}.")
  private int latency;

  @Option(
      names = "--throttle-every",
      paramLabel = "N",
      description = "Throttle each n-th call; default none.")
  private int throttleEvery;

  @Option(
      names = "--cut-every",
      paramLabel = "N",
      description = "Reset the connection within each n-th answer; default none.")
  private int cutEvery;

  @Option(
      names = "--deny",
      paramLabel = "ACTION",
      description = "Deny an IAM action, as logs:FilterLogEvents or cloudtrail:*; repeatable.")
  private List<String> denied = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new CommandException(
          ExitStatus.USAGE, "--port is " + port + "; a port is between 0 and " + HIGHEST_PORT);
    }
    Weather weather = weather();
    Staged staged = scenario.playUntil(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    Account account = staged.world().account();
    try (LabServer server = open(account, weather)) {
      print(server, account, staged);
      server.join();
    } catch (InterruptedException e) {
      // Whoever interrupts wants the command to end, and that is what follows.
    }
    return ExitStatus.OK;
  }

  private Weather weather() throws CommandException {
    if (latency < 0 || throttleEvery < 0 || cutEvery < 0) {
      throw new CommandException(
          ExitStatus.USAGE, "--latency, --throttle-every and --cut-every must not be negative");
    }
    Weather weather = new Weather();
    weather.latency(Duration.ofMillis(latency)).throttleEvery(throttleEvery).cutEvery(cutEvery);
    denied.forEach(weather::deny);
    return weather;
  }

  private LabServer open(Account account, Weather weather) throws CommandException {
    try {
      return LabServer.start(account, weather, port);
    } catch (IOException e) {
      throw new CommandException(ExitStatus.OTHER, String.valueOf(e.getMessage()));
    }
  }

  private void print(LabServer server, Account account, Staged staged) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(ClientGuide.text(server.url(), account.region()));
    out.printf("%nThe runs of the scenario %s:%n%n", scenario.name());
    staged.runs().forEach(run -> out.println("  " + run));
    out.printf("%nCtrl-C stops it.%n");
    out.flush();
  }
}
