// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.cases.CaseWriter;
import dev.afterimage.lab.cases.Gatherer;
import dev.afterimage.lab.cases.Gathering;
import dev.afterimage.lab.scenario.Staged;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code afterimage lab run}: plays a scenario and writes its evidence. */
@Command(
    name = "run",
    description = {
      "Plays a scenario in the simulated account and writes what AWS would answer about its runs,",
      "as a folder for --evidence.",
      ""
    },
    mixinStandardHelpOptions = true)
final class LabRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private ScenarioOptions scenario = new ScenarioOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "CASE",
      description = "The folder to write, new or empty; default the scenario's name.")
  private @Nullable Path output;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The time zone of the answers, as the AWS CLI prints its own; default UTC.")
  private ZoneId zone = ZoneOffset.UTC;

  @Option(names = "--no-manifest", description = "Write no manifest: as saved by hand.")
  private boolean noManifest;

  @Option(
      names = "--secrets",
      paramLabel = "FILE",
      description = "Write the secrets that the scenario planted there, one JSON string per line.")
  private @Nullable Path secrets;

  @Override
  public Integer call() throws Exception {
    Path folder = output == null ? Path.of(scenario.name()) : output;
    EmptyFolder.require(folder);
    Staged staged = scenario.play();
    Gathering gathering = Gatherer.gather(staged.world().account(), staged.runs(), Set.of());
    try {
      new CaseWriter(zone, !noManifest).write(gathering, folder);
      writeSecrets(staged);
    } catch (IOException e) {
      throw new CommandException(ExitStatus.OTHER, "cannot write the case: " + e);
    }
    PrintWriter out = spec.commandLine().getOut();
    staged.runs().forEach(out::println);
    String next = staged.runs().size() == 2 ? "compare" : "explain";
    out.println("The evidence is in " + folder + ": afterimage " + next + " --evidence " + folder);
    return ExitStatus.OK;
  }

  private void writeSecrets(Staged staged) throws IOException {
    if (secrets != null) {
      Files.write(secrets, staged.secrets().stream().map(LabRunCommand::quoted).toList());
    }
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
