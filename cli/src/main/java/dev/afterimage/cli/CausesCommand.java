// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.diagnosis.Catalogue;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.report.cause.CauseJson;
import dev.afterimage.report.cause.CausePages;
import dev.afterimage.report.cause.CauseText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage causes}: the catalogue. */
@Command(
    name = "causes",
    description = {"Lists the catalogue of causes, or shows one entry.", ""},
    mixinStandardHelpOptions = true)
final class CausesCommand implements Callable<Integer> {
  /** As wide as the help. */
  private static final int WIDTH = 100;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The cause, as fn-timeout.")
  private @Nullable String id;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Of one entry: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  /** The formats of an entry. */
  enum Format {
    text,
    markdown,
    json
  }

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    if (id == null) {
      if (format != Format.text) {
        throw new CommandException(ExitStatus.USAGE, "--format is for one entry; give its ID");
      }
      CausePages.causes().forEach(cause -> out.printf("%-20s %s%n", cause.id(), cause.title()));
      return ExitStatus.OK;
    }
    String wanted = id;
    Cause cause =
        Catalogue.find(wanted)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitStatus.USAGE,
                        "no cause " + wanted + "; 'afterimage causes' lists them"));
    out.print(
        switch (format) {
          case text -> CauseText.of(cause, WIDTH);
          case markdown -> CausePages.markdown(cause);
          case json -> CauseJson.of(cause);
        });
    out.flush();
    return ExitStatus.OK;
  }
}
