// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.cli.score.Exam;
import dev.afterimage.cli.score.ScoreTable;
import dev.afterimage.cli.score.Scores;
import dev.afterimage.cli.score.Source;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage lab score}: how often the judge is right on labelled cases. */
@Command(
    name = "score",
    description = {
      "Diagnoses labelled cases and prints how often the root was named.",
      "",
      "A case is a folder with a truth.json ({id, chain, accept}) and its evidence beside it.",
      "A truth.json may name the run, where the evidence leaves open which is meant.",
      "With --gate it exits with 1 where fewer roots are named, or a cause is confirmed wrongly.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LabScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The folder of the cases.")
  private Path folder = Path.of("");

  @Option(
      names = "--whole",
      description = "Only with all the evidence; else each source is taken away in turn as well.")
  private boolean whole;

  @Option(
      names = "--gate",
      paramLabel = "SHARE",
      description = "The least share of roots to name first, as 0.95.")
  private Optional<Double> gate = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(folder)) {
      throw new CommandException(
          ExitStatus.NO_EVIDENCE,
          "no folder " + folder + "; make cases with afterimage lab generate");
    }
    List<Exam.Sitting> sittings = Exam.find(folder);
    if (sittings.isEmpty()) {
      throw new CommandException(
          ExitStatus.NO_EVIDENCE,
          "no truth.json below " + folder + "; it tells what is true of a case");
    }
    Set<Source> sources = whole ? EnumSet.of(Source.NONE) : EnumSet.allOf(Source.class);
    Exam exam = new Exam(sources);
    List<Exam.Marked> marked = sittings.parallelStream().map(exam::sit).toList();
    PrintWriter out = spec.commandLine().getOut();
    out.print(ScoreTable.of(marked, sources));
    out.flush();
    Scores scores = new Scores(marked, Source.NONE);
    boolean passed =
        gate.isEmpty() || (scores.topOne() >= gate.get() && scores.wronglyConfirmed().isEmpty());
    return passed ? ExitStatus.OK : ExitStatus.DIFFERENT;
  }
}
