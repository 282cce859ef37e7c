// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Where reports are written.
 *
 * @param output the file or folder that was asked for; {@code -} is standard output
 */
record ReportFiles(String output, CommandLine commandLine) {

  /** Writes the one report. */
  void write(String text) throws CommandException {
    if (output.equals("-")) {
      commandLine.getOut().print(text);
      commandLine.getOut().flush();
    } else {
      write(Path.of(output), text);
    }
  }

  /** Writes one report of several into the folder. */
  void writeBelow(String name, String text) throws CommandException {
    if (output.equals("-") || Files.isRegularFile(Path.of(output))) {
      throw new CommandException(
          ExitStatus.USAGE, "--all makes an HTML file for each run; give a folder with -o");
    }
    String safe = name.isEmpty() ? "run" : name.replaceAll("[^A-Za-z0-9._-]", "_");
    try {
      Files.createDirectories(Path.of(output));
    } catch (IOException e) {
      throw cannotWrite(Path.of(output), e);
    }
    write(Path.of(output, safe + ".html"), text);
  }

  /** Writes the report, where nothing else was asked for into a temporary file, and shows it. */
  void open(String text) throws CommandException {
    Path file = output.equals("-") ? temporary() : Path.of(output);
    write(file, text);
    commandLine.getErr().println("the report is in " + file);
    Browser.open(file.toAbsolutePath().toUri());
  }

  private static Path temporary() throws CommandException {
    try {
      return Files.createTempFile("afterimage-", ".html");
    } catch (IOException e) {
      throw cannotWrite(Path.of(System.getProperty("java.io.tmpdir", ".")), e);
    }
  }

  private static void write(Path file, String text) throws CommandException {
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static CommandException cannotWrite(Path file, IOException e) {
    return new CommandException(
        ExitStatus.OTHER, "cannot write " + file + ": " + e + "; choose another -o");
  }
}
