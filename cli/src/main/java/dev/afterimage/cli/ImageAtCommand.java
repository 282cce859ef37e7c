// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.core.evidence.Timestamps;
import dev.afterimage.core.history.FunctionName;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.report.ImageAt;
import dev.afterimage.report.ImageAtReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage image at}: which image a function ran at a moment. */
@Command(
    name = "at",
    description = {
      "Tells which image a function ran at a moment, and how well that is proved.",
      "",
      "A function is a name or an ARN, with a version or an alias behind it; a name alone is",
      "what is not published ($LATEST). Without --evidence AWS is asked; what it answers is kept",
      "as a case.",
      ""
    },
    mixinStandardHelpOptions = true)
final class ImageAtCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FUNCTION", description = "A name or an ARN, as poll or poll:live.")
  private String function = "";

  @Option(
      names = "--at",
      required = true,
      paramLabel = "TIME",
      description = "RFC 3339, as 2026-03-01T10:00:00Z, or seconds or milliseconds since 1970.")
  private String time = "";

  @Option(
      names = "--evidence",
      paramLabel = "PATH",
      description = "A folder, a .zip or one file of AWS answers; nothing is called.")
  private @Nullable Path evidence;

  @Mixin private LiveOptions live = new LiveOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws Exception {
    Instant at =
        Timestamps.parse(time)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitStatus.USAGE,
                        "--at: " + time + " is no moment; give it as 2026-03-01T10:00:00Z"));
    FunctionName name =
        FunctionName.parse(function)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitStatus.USAGE, function + " is neither a function's name nor its ARN"));
    Path place = evidence == null ? collected(name, at) : evidence;
    Evidence read = EvidenceReader.read(place);
    ImageHistory history = ImageHistory.of(read);
    require(history, name, place);
    ImageAt answer =
        new ImageAt(name, at, history.at(name, at), history, read.gaps(), read.warnings());
    output.write(rendered(answer), spec.commandLine().getOut());
    return ExitStatus.OK;
  }

  private Path collected(FunctionName name, Instant at) throws CommandException {
    Path place = live.place();
    PrintWriter err = spec.commandLine().getErr();
    LiveCase.ofFunction(function, name.qualifier(), at, live.aws(), err)
        .collect(live.gather(), place, false);
    live.aws().notes(err).print("The case is in " + place + "; use it again with --evidence.");
    return place;
  }

  private static void require(ImageHistory history, FunctionName name, Path evidence)
      throws EvidenceException {
    List<String> known = history.functions();
    if (!known.contains(name.name())) {
      String here = known.isEmpty() ? "" : "; it speaks of " + String.join(", ", known);
      throw new EvidenceException(
          "nothing in "
              + evidence
              + " shows the code of "
              + name.name()
              + here
              + "; save what aws lambda get-function prints there");
    }
  }

  private String rendered(ImageAt answer) {
    return switch (output.format()) {
      case text -> ImageAtReport.text(answer, output.paint());
      case markdown -> ImageAtReport.markdown(answer);
      case json -> ImageAtReport.json(answer, Version.text());
    };
  }
}
