// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.lab.cases.Source;
import dev.afterimage.lab.exam.Generator;
import dev.afterimage.lab.exam.Options;
import dev.afterimage.lab.fault.Faults;
import dev.afterimage.lab.traffic.Traffic;
import dev.afterimage.lab.traffic.TrafficPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afterimage lab generate}: labelled cases, or weeks of one workflow's runs. */
@Command(
    name = "generate",
    description = {
      "Writes labelled cases for 'lab score': 0001/case with the evidence, 0001/truth.json with",
      "{id, chain, accept}. With --fleet, weeks of runs of one workflow for 'fleet ingest'.",
      "The same seed and options give the same files.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LabGenerateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "The folder to write, new or empty.")
  private Path output = Path.of("");

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "What all chance follows from; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @ArgGroup(multiplicity = "1")
  private @Nullable Amount amount;

  /** How much of what. */
  private static final class Amount {
    @Option(names = "--cases", paramLabel = "N", description = "How many cases.")
    private int cases;

    @Option(names = "--fleet", paramLabel = "RUNS", description = "How many runs of a fleet.")
    private int fleet;
  }

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "CAUSE",
      description = "Only cases of these causes, see 'lab list'; repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--random-words",
      description = "Make up all words that the code's authors chose.")
  private boolean randomWords;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "SOURCE",
      description = "Sources that cannot be read: ${COMPLETION-CANDIDATES}; repeatable.")
  private Set<Source> without = Set.of();

  @Option(names = "--healthy", description = "Let nothing go wrong: the right answer is no cause.")
  private boolean healthy;

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "Over how many days the runs of a fleet are spread; default ${DEFAULT-VALUE}.")
  private int days = 30;

  @Option(
      names = "--shuffled",
      description = "Let the runs of a fleet fail by chance alone: the right answer is nothing.")
  private boolean shuffled;

  @Override
  public Integer call() throws Exception {
    check();
    EmptyFolder.require(output);
    int fleet = amount == null ? 0 : amount.fleet;
    int cases = amount == null ? 0 : amount.cases;
    try {
      if (fleet > 0) {
        Traffic.generate(new TrafficPlan(fleet, Duration.ofDays(days), seed, shuffled), output);
      } else {
        Generator.generate(cases, seed, output, new Options(randomWords, without, healthy, only));
      }
    } catch (IOException e) {
      throw new CommandException(ExitStatus.OTHER, "cannot write below " + output + ": " + e);
    }
    spec.commandLine()
        .getOut()
        .println(
            fleet > 0
                ? "The logs of " + fleet + " runs are in " + output
                : cases + " cases are in " + output + ": afterimage lab score " + output);
    return ExitStatus.OK;
  }

  private void check() throws CommandException {
    if (amount == null || Math.max(amount.cases, amount.fleet) < 1 || days < 1) {
      throw new CommandException(
          ExitStatus.USAGE, "--cases, --fleet and --days must be at least 1");
    }
    for (String cause : only) {
      if (Faults.find(cause).isEmpty()) {
        throw new CommandException(
            ExitStatus.USAGE, "no fault " + cause + "; 'afterimage lab list' lists them");
      }
    }
  }
}
