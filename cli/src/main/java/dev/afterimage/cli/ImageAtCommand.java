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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
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
      "what is not published ($LATEST).",
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
      required = true,
      paramLabel = "PATH",
      description = "A folder, a .zip or one file of AWS answers; nothing is called.")
  private Path evidence = Path.of("");

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
    Evidence read = EvidenceReader.read(evidence);
    ImageHistory history = ImageHistory.of(read);
    require(history, name);
    ImageAt answer =
        new ImageAt(name, at, history.at(name, at), history, read.gaps(), read.warnings());
    output.write(rendered(answer), spec.commandLine().getOut());
    return ExitStatus.OK;
  }

  private void require(ImageHistory history, FunctionName name) throws EvidenceException {
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
