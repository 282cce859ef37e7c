// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afterimage image}: questions about images; the work is in the subcommands. */
@Command(
    name = "image",
    description = {"Tells which image a function ran, and what is in it.", ""},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {ImageAtCommand.class, ImageSourceCommand.class, ImageDiffCommand.class})
final class ImageCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "afterimage image needs a command, such as at or diff");
  }
}
