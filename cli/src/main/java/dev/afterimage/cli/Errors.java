// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.history.RunSelector.SelectionException;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.table.QueryException;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.report.Safe;
import picocli.CommandLine;

/** Turns what went wrong into one line on standard error and an exit status. */
final class Errors {
  private Errors() {}

  static int ofCommandLine(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    print(command, e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for its options.");
    return ExitStatus.USAGE;
  }

  static int ofCommand(Exception e, CommandLine command, CommandLine.ParseResult result) {
    if (e instanceof CommandException known) {
      if (known.status() == ExitStatus.INTERRUPTED) {
        return known.status();
      }
      print(command, known.getMessage());
      return known.status();
    }
    if (e instanceof EvidenceException evidence) {
      print(command, evidence.getMessage());
      return ExitStatus.NO_EVIDENCE;
    }
    if (e instanceof SelectionException selection) {
      print(command, selection.getMessage());
      return selection.isAmbiguous() ? ExitStatus.USAGE : ExitStatus.NO_EVIDENCE;
    }
    if (e instanceof ImageException image) {
      print(command, image.getMessage());
      return ExitStatus.NO_EVIDENCE;
    }
    if (e instanceof FleetException fleet) {
      print(command, fleet.getMessage());
      return fleet.isMissing() ? ExitStatus.NO_EVIDENCE : ExitStatus.OTHER;
    }
    if (e instanceof QueryException query) {
      print(command, query.getMessage() + "; docs/fleet-schema.md lists the columns");
      return ExitStatus.USAGE;
    }
    print(command, unexpected(e));
    return ExitStatus.OTHER;
  }

  private static String unexpected(Exception e) {
    StackTraceElement[] trace = e.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return "unexpected " + e + where + "; please report it with the command that you gave";
  }

  private static void print(
      CommandLine command, @org.jspecify.annotations.Nullable String message) {
    String text = message == null ? "unknown error" : message;
    String line = Safe.line(text.replaceAll("\\p{Cntrl}+", " ").strip());
    command.getErr().println("afterimage: " + line);
  }
}
