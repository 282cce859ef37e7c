// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.fleet.RatesOption;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Outcomes;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage compare}: two runs side by side. */
@Command(
    name = "compare",
    description = {
      "Compares two runs: images, configuration, input, behaviour, outcome, cause.",
      "",
      "A run is an execution ARN, a console URL, MACHINE:EXECUTION, MACHINE:last-failed,",
      "MACHINE:last-success, an execution's name, or a file or folder with its history;",
      "#redrive=N behind it is one segment of a redriven run. Where the evidence is about",
      "exactly two runs, both may be left out.",
      ""
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..2", paramLabel = "RUN", description = "The baseline and the other run.")
  private List<String> names = new ArrayList<>();

  @Mixin private EvidenceOptions evidence = new EvidenceOptions();
  @Mixin private RatesOption fleet = new RatesOption();
  @Mixin private ImageOptions images = new ImageOptions();
  @Mixin private ReportOptions report = new ReportOptions();

  @Override
  public Integer call() throws Exception {
    if (names.size() == 1) {
      throw new CommandException(
          ExitStatus.USAGE, "compare takes two runs or none; afterimage explain takes one");
    }
    var figures = report.figures();
    EvidenceOptions.Opened opened = evidence.open(names, true, spec.commandLine().getErr());
    ImageOptions.Examined examined =
        images.examine(
            opened,
            file -> examinations(file, opened.runs(), figures),
            spec.commandLine().getErr());
    CaseFile.Choice choice = choice(examined.file(), opened.runs());
    String command =
        "afterimage compare "
            + choice.a().map(Run::name).orElse("")
            + " "
            + choice.b().name()
            + " --evidence CASE"
            + fleet.commandText()
            + report.commandText();
    return report.write(examined.file(), examined.examinations(), command, spec.commandLine());
  }

  private List<CaseFile.Examination> examinations(
      CaseFile file, List<String> runs, List<Outcomes.Figure> figures) throws Exception {
    try (RatesOption.Opened many = fleet.open()) {
      return List.of(file.examine(choice(file, runs), figures, many.rates()));
    }
  }

  private CaseFile.Choice choice(CaseFile file, List<String> runs) throws Exception {
    return names.isEmpty() ? file.pair() : named(file, runs);
  }

  private CaseFile.Choice named(CaseFile file, List<String> runs) throws Exception {
    RunSelector selector = file.selector(evidence.stateMachine());
    Run a = selector.find(runs.get(0));
    Run b = selector.find(runs.get(1));
    return new CaseFile.Choice(Optional.of(a), b, "named as the baseline", "named");
  }
}
