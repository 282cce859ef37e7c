// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.CaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afterimage demo}: the main job on the example, with no AWS account. */
@Command(
    name = "demo",
    description = {"Explains the two runs of the example, with no AWS account.", ""},
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final String EXAMPLE = "examples/embedding-line-ingest";

  @Spec private CommandSpec spec;

  @Mixin private ReportOptions report = new ReportOptions();

  @Override
  public Integer call() throws Exception {
    Path example = Path.of(System.getProperty("afterimage.home", "."), EXAMPLE);
    if (!Files.isDirectory(example)) {
      throw new CommandException(
          ExitStatus.OTHER, "no example at " + example + "; run the launcher of a checkout");
    }
    var figures = report.figures();
    CaseFile file = CaseFile.open(List.of(example));
    CaseFile.Examination examination = file.examine(file.pair(), figures);
    String command = "afterimage demo" + report.commandText();
    return report.write(file, List.of(examination), command, spec.commandLine());
  }
}
