// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Outcomes;
import dev.afterimage.lab.endpoint.LabServer;
import dev.afterimage.lab.endpoint.Weather;
import dev.afterimage.lab.scenario.Scenario;
import dev.afterimage.lab.scenario.Scenarios;
import dev.afterimage.lab.scenario.Staged;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afterimage demo}: the main job from end to end, on an account that is simulated. */
@Command(
    name = "demo",
    description = {
      "Runs a workflow twice in a simulated account, collects both runs, explains them.",
      "It collects over HTTP with the AWS SDK; it needs no AWS account, and calls none.",
      ""
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String STORY = "seed";
  private static final long CHANCE = 7;

  @Spec private CommandSpec spec;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Where the case is left, a folder or a .zip; default a folder in the cache.")
  private @Nullable Path keep;

  @Mixin private NoteOptions notes = new NoteOptions();
  @Mixin private ReportOptions report = new ReportOptions();

  @Override
  public Integer call() throws Exception {
    List<Outcomes.Figure> figures = report.figures();
    Path place = keep == null ? UserFolders.freshCase() : keep;
    Notes told = notes.to(spec.commandLine().getErr());
    told.print("Running the workflow twice in a simulated account ...");
    Scenario scenario = Scenarios.find(STORY).orElseThrow();
    collect(scenario.play(CHANCE), place, told);
    CaseFile file = CaseFile.open(List.of(place));
    CaseFile.Examination examination = file.examine(file.pair(), figures);
    String command = "afterimage demo" + report.commandText();
    int status = report.write(file, List.of(examination), command, spec.commandLine());
    told.print("The case is in " + place + ". The same report, with nothing to ask:");
    told.print("  afterimage compare --evidence " + place);
    return status;
  }

  /** Collects over HTTP; the clock stands where it stands in the account. */
  private static void collect(Staged staged, Path place, Notes told) throws CommandException {
    Clock clock = Clock.fixed(staged.world().now(), ZoneOffset.UTC);
    try (LabServer server = LabServer.start(staged.world().account(), new Weather(), 0)) {
      told.print("Collecting both runs from " + server.url() + " ...");
      LiveCase.inLab(server.url(), staged.runs(), clock, told).collectOpenly(place);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.OTHER, "the demo cannot listen on 127.0.0.1: " + e.getMessage());
    }
  }
}
