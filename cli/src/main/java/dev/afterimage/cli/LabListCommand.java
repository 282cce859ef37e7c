// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.lab.fault.Fault;
import dev.afterimage.lab.fault.Faults;
import dev.afterimage.lab.scenario.Scenario;
import dev.afterimage.lab.scenario.Scenarios;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code afterimage lab list}: what the lab can play. */
@Command(
    name = "list",
    description = {"Lists the scenarios to run and the faults to generate cases of.", ""},
    mixinStandardHelpOptions = true)
final class LabListCommand implements Runnable {
  private static final int PER_LINE = 4;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Scenarios, for 'lab run' and 'lab serve':");
    for (Scenario scenario : Scenarios.list()) {
      out.printf("  %-16s %s%n", scenario.name(), scenario.summary());
    }
    List<String> faults = Faults.all().stream().map(Fault::id).sorted().toList();
    out.printf("%nFaults, for 'lab generate --only', by the cause they are a case of:%n");
    for (int i = 0; i < faults.size(); i += PER_LINE) {
      StringBuilder line = new StringBuilder(" ");
      faults
          .subList(i, Math.min(i + PER_LINE, faults.size()))
          .forEach(id -> line.append(String.format(" %-22s", id)));
      out.println(line.toString().stripTrailing());
    }
  }
}
