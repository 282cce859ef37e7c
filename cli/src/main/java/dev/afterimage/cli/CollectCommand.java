// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.aws.Collected;
import dev.afterimage.aws.casefile.CaseGap;
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

/** {@code afterimage collect}: only gathers the evidence. */
@Command(
    name = "collect",
    description = {
      "Gathers everything that AWS still knows of the runs, and nothing but reads.",
      "",
      "A run that is named alone gets the run that succeeded before it as its baseline.",
      "Collecting into a case that is there goes on with it: what it holds is not asked again.",
      "Secrets are redacted before anything is written.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CollectCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "See 'afterimage compare'.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "CASE",
      required = true,
      description = "The folder or .zip to collect into.")
  private Path output = Path.of("");

  @Option(names = "--state-machine", paramLabel = "NAME", description = "Whose runs are named.")
  private @Nullable String stateMachine;

  @Option(names = "--no-baseline", description = "Take no other run along.")
  private boolean noBaseline;

  @Mixin private AwsOptions aws = new AwsOptions();
  @Mixin private GatherOptions gather = new GatherOptions();

  /** Returns the line that says what is missing, and what would allow it. */
  static String missing(CaseGap gap) {
    String help = gap.iamAction().map(action -> " (allow " + action + ")").orElse("");
    return "missing: " + gap.call() + ": " + gap.error() + help;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Collected collected =
        LiveCase.of(names, Optional.ofNullable(stateMachine), aws, err)
            .collect(gather, output, !noBaseline);
    Notes notes = aws.notes(err);
    for (CaseGap gap : collected.gaps()) {
      notes.print(missing(gap));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: %d answers, %d missing%n", output, collected.calls(), collected.gaps().size());
    out.flush();
    return ExitStatus.OK;
  }
}
