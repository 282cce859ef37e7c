// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.fleet.FleetCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afterimage}: prints its help; the work is in the subcommands. */
@Command(
    name = "afterimage",
    description = {
      "Explains why one run of an AWS Step Functions workflow failed and another did not:",
      "which image each Lambda function ran, what differed, and which cause the evidence proves.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  afterimage demo",
      "  afterimage compare orders:last-success orders:last-failed --region eu-west-1",
      "  afterimage collect orders:last-failed -o CASE",
      "  afterimage compare --evidence CASE",
      "  afterimage explain orders:last-failed --evidence CASE --format markdown -o report.md",
      ""
    },
    subcommands = {
      CompareCommand.class,
      ExplainCommand.class,
      CollectCommand.class,
      PlanCommand.class,
      ServeCommand.class,
      LabCommand.class,
      ImageCommand.class,
      FleetCommand.class,
      CausesCommand.class,
      DemoCommand.class,
      CommandLine.HelpCommand.class
    })
final class RootCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
