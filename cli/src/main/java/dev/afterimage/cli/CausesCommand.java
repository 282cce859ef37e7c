// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.diagnosis.Catalogue;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage causes}: the catalogue. */
@Command(
    name = "causes",
    description = {"Lists the catalogue of causes, or shows one entry.", ""},
    mixinStandardHelpOptions = true)
final class CausesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "ID", description = "The cause, as fn-timeout.")
  private @Nullable String id;

  @Override
  public Integer call() throws CommandException {
    PrintWriter out = spec.commandLine().getOut();
    if (id == null) {
      Catalogue.entries().stream()
          .map(CauseTest::cause)
          .sorted(Comparator.comparing(Cause::id))
          .forEach(cause -> out.printf("%-20s %s%n", cause.id(), cause.title()));
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
    out.printf("%s: %s%n%n", cause.id(), cause.title());
    out.printf("Crucial prediction: %s%n", cause.crucial());
    out.printf("What to do: %s (%s).%n", cause.remedy().text(), cause.remedy().why());
    return ExitStatus.OK;
  }
}
