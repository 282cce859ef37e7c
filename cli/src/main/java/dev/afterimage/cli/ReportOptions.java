// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.Outcomes;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.report.Paint;
import dev.afterimage.report.html.HtmlReport;
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
    json,
    html,
    /** Trace events, as Perfetto and Chrome read them. */
    trace,
    /** OpenTelemetry traces. */
    otlp,
    /** JUnit XML. */
    junit
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

  @Option(
      names = "--html-budget",
      paramLabel = "BYTES",
      description = "What an HTML report may take; default ${DEFAULT-VALUE}.")
  private long htmlBudget = HtmlReport.DEFAULT_BUDGET;

  @Option(names = "--open", description = "Show the HTML report in the browser.")
  private boolean open;

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
  int write(
      CaseFile file,
      List<CaseFile.Examination> examinations,
      String command,
      CommandLine commandLine)
      throws CommandException, EvidenceException {
    check(examinations.size());
    Rendering rendering = new Rendering(file, command, paint(), htmlBudget);
    ReportFiles files = new ReportFiles(output, commandLine);
    if (examinations.size() > 1 && format == Format.html) {
      for (CaseFile.Examination examination : examinations) {
        String name = examination.diagnosis().subject().b().run().name();
        files.writeBelow(name, rendering.html(examination));
      }
    } else if (open) {
      files.open(rendering.html(examinations.get(0)));
    } else {
      files.write(rendering.all(format, examinations));
    }
    boolean different =
        examinations.stream()
            .map(CaseFile.Examination::diagnosis)
            .anyMatch(ReportOptions::isDifferent);
    return exitCode && different ? ExitStatus.DIFFERENT : ExitStatus.OK;
  }

  private void check(int reports) throws CommandException {
    if (open && (format != Format.html || reports > 1)) {
      throw new CommandException(
          ExitStatus.USAGE, "--open shows one HTML report; give --format html and one run");
    }
    if (htmlBudget < 1) {
      throw new CommandException(ExitStatus.USAGE, "--html-budget must be a number of bytes");
    }
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
