// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.report.JsonReport;
import dev.afterimage.report.MarkdownReport;
import dev.afterimage.report.Paint;
import dev.afterimage.report.TextReport;
import dev.afterimage.report.export.JunitExport;
import dev.afterimage.report.export.OtlpExport;
import dev.afterimage.report.export.TraceExport;
import dev.afterimage.report.graph.MermaidGraph;
import dev.afterimage.report.graph.StateGraphBuilder;
import dev.afterimage.report.html.HtmlReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Examinations as the text of a report.
 *
 * @param command the command, as the reports tell it
 * @param htmlBudget what an HTML report may take, in bytes
 */
record Rendering(CaseFile file, String command, Paint paint, long htmlBudget) {

  /** Returns all the reports as one text. */
  String all(ReportOptions.Format format, List<CaseFile.Examination> examinations)
      throws EvidenceException {
    return switch (format) {
      case trace -> TraceExport.write(examinations);
      case otlp -> OtlpExport.write(examinations, Version.text());
      case junit -> JunitExport.write(examinations);
      default -> {
        List<String> reports = new ArrayList<>();
        for (CaseFile.Examination examination : examinations) {
          reports.add(one(format, examination));
        }
        yield String.join(format == ReportOptions.Format.json ? "" : "\n", reports);
      }
    };
  }

  private String one(ReportOptions.Format format, CaseFile.Examination examination)
      throws EvidenceException {
    Diagnosis diagnosis = examination.diagnosis();
    return switch (format) {
      case json -> JsonReport.write(diagnosis, Version.text());
      case markdown -> MarkdownReport.write(diagnosis, chart(examination), command);
      case html -> html(examination);
      default -> TextReport.write(diagnosis, paint);
    };
  }

  private static Optional<String> chart(CaseFile.Examination examination) {
    var comparison = examination.diagnosis().comparison();
    return MermaidGraph.write(
        StateGraphBuilder.build(
            examination.situation().pair(), comparison.alignment(), comparison.definition()));
  }

  /** Returns one report as a page. */
  String html(CaseFile.Examination examination) throws EvidenceException {
    HtmlReport.Options options =
        new HtmlReport.Options(command, Version.text(), htmlBudget, Optional.empty());
    return HtmlReport.write(examination, file.paths(), options);
  }
}
