// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Outcomes;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.report.JsonReport;
import dev.afterimage.report.MarkdownReport;
import dev.afterimage.report.Paint;
import dev.afterimage.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of every command that writes a report. */
final class ReportOptions {
  /** The formats of a report. */
  enum Format {
    text,
    markdown,
    json
  }

  /** When to use colours. */
  enum Color {
    auto,
    always,
    never
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.text;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the report there; - is standard output.")
  private String output = "-";

  @Option(
      names = "--outcome",
      paramLabel = "NAME=$.PATH",
      description = "A figure of the runs' output to compare, as 'Rows=$.merge.total'; repeatable.")
  private List<String> outcomes = new ArrayList<>();

  @Option(
      names = "--exit-code",
      description = "Exit with 1 where the runs end differently or a cause is found.")
  private boolean exitCode;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "${COMPLETION-CANDIDATES}; auto obeys NO_COLOR. Default ${DEFAULT-VALUE}.")
  private Color color = Color.auto;

  /** Returns the figures asked for. */
  List<Outcomes.Figure> figures() throws CommandException {
    List<Outcomes.Figure> figures = new ArrayList<>();
    for (String text : outcomes) {
      try {
        figures.add(Outcomes.Figure.parse(text));
      } catch (IllegalArgumentException e) {
        throw new CommandException(ExitStatus.USAGE, "--outcome: " + e.getMessage());
      }
    }
    return figures;
  }

  /** Writes the reports and returns the exit status. */
  int write(List<Diagnosis> diagnoses, String command, CommandLine commandLine)
      throws CommandException {
    StringBuilder text = new StringBuilder();
    for (Diagnosis diagnosis : diagnoses) {
      text.append(text.isEmpty() || format == Format.json ? "" : "\n")
          .append(render(diagnosis, command));
    }
    print(text.toString(), commandLine.getOut());
    boolean different = diagnoses.stream().anyMatch(ReportOptions::isDifferent);
    return exitCode && different ? ExitStatus.DIFFERENT : ExitStatus.OK;
  }

  private String render(Diagnosis diagnosis, String command) {
    return switch (format) {
      case json -> JsonReport.write(diagnosis, Version.text());
      case markdown -> MarkdownReport.write(diagnosis, command);
      case text -> TextReport.write(diagnosis, paint());
    };
  }

  private Paint paint() {
    // The launcher knows whether standard output is a terminal; Java does not say so reliably.
    boolean colours =
        switch (color) {
          case always -> true;
          case never -> false;
          case auto ->
              Boolean.getBoolean("afterimage.terminal")
                  && output.equals("-")
                  && isEmpty(System.getenv("NO_COLOR"))
                  && !"dumb".equals(System.getenv("TERM"));
        };
    return colours ? Paint.ANSI : Paint.NONE;
  }

  private static boolean isEmpty(@Nullable String text) {
    return text == null || text.isEmpty();
  }

  private void print(String text, PrintWriter out) throws CommandException {
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

  private static boolean isDifferent(Diagnosis diagnosis) {
    RunStatus b = diagnosis.subject().b().run().status();
    boolean otherEnd = diagnosis.subject().a().filter(a -> a.run().status() != b).isPresent();
    return otherEnd || diagnosis.rootCause().isPresent();
  }

  /** Returns the options as they stand in the report's own command. */
  String commandText() {
    StringBuilder text = new StringBuilder();
    outcomes.forEach(outcome -> text.append(" --outcome '").append(outcome).append('\''));
    return text.append(" --format ").append(format).toString();
  }
}
