// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.report.Paint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How and where a command prints an answer that is no report on runs. */
final class OutputOptions {
  /** The formats of an answer. */
  enum Format {
    text,
    markdown,
    json
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the answer there; - is standard output.")
  private String output = "-";

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "auto, always, never; auto obeys NO_COLOR. Default ${DEFAULT-VALUE}.")
  private ReportOptions.Color color = ReportOptions.Color.auto;

  Format format() {
    return format;
  }

  /** Returns the colours to print with. */
  Paint paint() {
    boolean plain =
        !output.equals("-")
            || Optional.ofNullable(System.getenv("NO_COLOR")).filter(t -> !t.isEmpty()).isPresent()
            || "dumb".equals(System.getenv("TERM"));
    boolean colours =
        switch (color) {
          case always -> true;
          case never -> false;
          case auto -> Boolean.getBoolean("afterimage.terminal") && !plain;
        };
    return colours ? Paint.ANSI : Paint.NONE;
  }

  void write(String text, PrintWriter out) throws CommandException {
    if (output.equals("-")) {
      out.print(text);
      out.flush();
      return;
    }
    try {
      Files.writeString(Path.of(output), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandException(
          ExitStatus.OTHER, "cannot write " + output + ": " + e + "; choose another -o");
    }
  }
}
