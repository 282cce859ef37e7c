// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.fleet.RatesOption;
import dev.afterimage.core.CaseFile;
import dev.afterimage.core.compare.BaselineFinder;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Outcomes;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunSelector;
import dev.afterimage.core.history.RunStatus;
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

/** {@code afterimage explain}: one run; its baseline is found. */
@Command(
    name = "explain",
    description = {
      "Explains one run; finds its own baseline unless told.",
      "",
      "Without a run it takes the one of the evidence that did not succeed. Runs that are",
      "still running, timed out or were aborted are explained too.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description = "The run; see 'afterimage compare'.")
  private @Nullable String name;

  @Option(names = "--baseline", paramLabel = "RUN", description = "Compare with this run.")
  private @Nullable String baseline;

  @Option(names = "--no-baseline", description = "Compare with no run.")
  private boolean noBaseline;

  @Option(names = "--all", description = "Explain every run that did not succeed.")
  private boolean all;

  @Mixin private EvidenceOptions evidence = new EvidenceOptions();
  @Mixin private RatesOption fleet = new RatesOption();
  @Mixin private ImageOptions images = new ImageOptions();
  @Mixin private ReportOptions report = new ReportOptions();

  @Override
  public Integer call() throws Exception {
    if (noBaseline && baseline != null) {
      throw new CommandException(
          ExitStatus.USAGE, "--baseline and --no-baseline exclude each other");
    }
    if (all && name != null) {
      throw new CommandException(ExitStatus.USAGE, "--all takes no run");
    }
    List<Outcomes.Figure> figures = report.figures();
    List<String> named = new ArrayList<>();
    Optional.ofNullable(name).ifPresent(named::add);
    Optional.ofNullable(baseline).ifPresent(named::add);
    EvidenceOptions.Opened opened = evidence.open(named, !noBaseline, spec.commandLine().getErr());
    ImageOptions.Examined examined =
        images.examine(
            opened,
            file -> examinations(file, opened.runs(), figures),
            spec.commandLine().getErr());
    Diagnosis first = examined.examinations().get(0).diagnosis();
    return report.write(
        examined.file(), examined.examinations(), command(first), spec.commandLine());
  }

  private List<CaseFile.Examination> examinations(
      CaseFile file, List<String> runs, List<Outcomes.Figure> figures) throws Exception {
    Optional<String> run = name == null ? Optional.empty() : Optional.of(runs.get(0));
    Optional<String> against =
        baseline == null ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    List<CaseFile.Examination> examinations = new ArrayList<>();
    try (RatesOption.Opened many = fleet.open()) {
      for (Run one : runs(file, run)) {
        examinations.add(file.examine(choice(file, one, against), figures, many.rates()));
      }
    }
    return examinations;
  }

  private List<Run> runs(CaseFile file, Optional<String> run) throws Exception {
    if (all) {
      List<Run> failed =
          file.runs().asked().stream().filter(one -> one.status().isUnsuccessful()).toList();
      if (failed.isEmpty()) {
        throw new CommandException(
            ExitStatus.NO_EVIDENCE, "every run in the evidence succeeded; name one to explain it");
      }
      return failed;
    }
    return run.isEmpty()
        ? List.of(file.toExplain())
        : List.of(file.selector(evidence.stateMachine()).find(run.get()));
  }

  private CaseFile.Choice choice(CaseFile file, Run run, Optional<String> against)
      throws Exception {
    String because =
        name != null
            ? "named"
            : run.status() == RunStatus.SUCCEEDED
                ? "the latest run of the evidence; every run in it succeeded"
                : "the run of the evidence that did not succeed";
    if (noBaseline) {
      return new CaseFile.Choice(Optional.empty(), run, "", because);
    }
    if (against.isPresent()) {
      RunSelector selector = file.selector(evidence.stateMachine());
      return new CaseFile.Choice(
          Optional.of(selector.find(against.get())), run, "named as the baseline", because);
    }
    Optional<BaselineFinder.Choice> found = file.baseline(run);
    return new CaseFile.Choice(
        found.map(BaselineFinder.Choice::run),
        run,
        found.map(BaselineFinder.Choice::because).orElse(""),
        because);
  }

  private String command(Diagnosis first) {
    return "afterimage explain "
        + (all ? "--all" : first.subject().b().run().name())
        + " --evidence CASE"
        + fleet.commandText()
        + report.commandText();
  }
}
