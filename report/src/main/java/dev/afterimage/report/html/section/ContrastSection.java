// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.diagnosis.LogContrast;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Words;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.util.List;

/** The log lines that part failing from working invocations, the clearest first. */
public record ContrastSection(List<Line> lines) {

  /**
   * One template of lines.
   *
   * @param ofFailures whether failing invocations wrote it more often
   */
  public record Line(
      boolean ofFailures, String counts, String template, String example, List<RefLink> refs) {}

  /** Makes the section. */
  public static ContrastSection of(Subject subject) {
    return new ContrastSection(
        subject.diagnosis().judged().logContrast().lines().stream()
            .map(line -> line(line, subject))
            .toList());
  }

  private static Line line(LogContrast.Line line, Subject subject) {
    return new Line(
        line.isOfFailures(),
        Words.contrast(line),
        Safe.line(line.template()),
        Safe.line(line.example()),
        subject.links(List.of(line.ref())));
  }
}
