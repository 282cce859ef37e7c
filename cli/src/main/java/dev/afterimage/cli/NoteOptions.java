// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** What a command that asks AWS tells beside its result. */
final class NoteOptions {
  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notes.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell each call.")
  private boolean verbose;

  /** Returns where what is told goes. */
  Notes to(PrintWriter err) {
    return new Notes(quiet, verbose && !quiet, err);
  }
}
