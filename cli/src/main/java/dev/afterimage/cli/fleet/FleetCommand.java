// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afterimage fleet}: many runs; prints its help. */
@Command(
    name = "fleet",
    description = {"Many runs: what separates the failed from the succeeded.", ""},
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    subcommands = {FleetIngestCommand.class, FleetRankCommand.class, FleetSqlCommand.class},
    footer = {
      "",
      "Examples:",
      "  afterimage fleet ingest exports/ cases/ --fleet FLEET",
      "  afterimage fleet rank --fleet FLEET",
      "  afterimage fleet sql --fleet FLEET \"SELECT status, count(*) FROM runs GROUP BY status\"",
      ""
    })
public final class FleetCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
