// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afterimage lab}: the simulated account and its labelled faults. */
@Command(
    name = "lab",
    description = {"The embedded simulated account and its labelled faults.", ""},
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LabListCommand.class,
      LabRunCommand.class,
      LabServeCommand.class,
      LabGenerateCommand.class,
      LabScoreCommand.class
    },
    mixinStandardHelpOptions = true)
final class LabCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
