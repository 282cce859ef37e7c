// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.fleet.ingest.Ingest;
import dev.afterimage.fleet.ingest.IngestOptions;
import dev.afterimage.fleet.ingest.IngestReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage fleet ingest}: fills a fleet. */
@Command(
    name = "ingest",
    description = {
      "Reads cases and log exports into the tables of a fleet.",
      "",
      "A PATH is a case (a .zip, or a folder with a manifest), a file of a log export of Step",
      "Functions or Lambda, compressed or not, or a folder of these. What was read before is left",
      "out, so that the same command can be given again, also after it was stopped.",
      ""
    },
    mixinStandardHelpOptions = true)
final class FleetIngestCommand implements Callable<Integer> {
  private static final long MIB = 1L << 20;

  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "What to read.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private FleetOption fleet = new FleetOption();

  @Option(
      names = "--log-group",
      paramLabel = "NAME",
      description = "The log group of lines that do not name theirs, as /aws/lambda/my-function.")
  private @Nullable String group;

  @Option(
      names = "--batch-mib",
      paramLabel = "N",
      description = "Finish a batch after this much of the sources; default ${DEFAULT-VALUE}.")
  private int batchMib = 512;

  @Option(
      names = "--memory-mib",
      paramLabel = "N",
      description = "Hold this much of open runs in memory, about; default ${DEFAULT-VALUE}.")
  private int memoryMib = 512;

  @Override
  public Integer call() throws Exception {
    IngestOptions options =
        new IngestOptions(
            Math.max(1, batchMib) * MIB, Math.max(1, memoryMib) * MIB, Optional.ofNullable(group));
    IngestReport report = Ingest.ingest(fleet.folder(), paths, options);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "%d sources read, %d known before; %d events, %d rejected%n",
        report.sources(), report.known(), report.events(), report.rejects());
    report.rows().forEach((table, rows) -> out.printf("  %-16s %d rows%n", table, rows));
    report
        .warnings()
        .forEach(warning -> spec.commandLine().getErr().println("afterimage: " + warning));
    return 0;
  }
}
