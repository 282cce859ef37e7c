// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Comparison;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.report.Names;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Words;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.util.List;

/** What changed between the runs, what did not, where they first part, and what was lost. */
public record ChangesSection(
    List<Row> changes,
    int more,
    List<Point> unchanged,
    List<Point> divergence,
    List<Point> losses) {
  private static final int MOST = 400;

  /** One change. */
  public record Row(
      String kind, String subject, String field, Values values, boolean relevant, Origin origin) {}

  /** The value before and after. */
  public record Values(String a, String b) {}

  /** When, by whom, what many runs tell of it, and where it stands in the evidence. */
  public record Origin(String at, String by, String fleet, List<RefLink> refs) {}

  /** A sentence with its evidence. */
  public record Point(String text, List<RefLink> refs) {}

  /** Makes the section. */
  public static ChangesSection of(Subject subject) {
    Comparison comparison = subject.diagnosis().comparison();
    return new ChangesSection(
        comparison.changes().stream().limit(MOST).map(change -> row(change, subject)).toList(),
        Math.max(0, comparison.changes().size() - MOST),
        comparison.unchanged().stream()
            .map(same -> new Point(Safe.line(same.text()), subject.links(same.evidence())))
            .toList(),
        comparison.divergence().stream()
            .map(
                d ->
                    new Point(
                        Safe.line(d.step() + ", in " + Names.of(d.kind()) + ": " + d.text()),
                        subject.links(d.evidence())))
            .toList(),
        comparison.silentLosses().stream()
            .map(loss -> new Point(Safe.line(loss.text()), subject.links(loss.evidence())))
            .toList());
  }

  private static Row row(Change change, Subject subject) {
    return new Row(
        Names.of(change.kind()),
        Safe.line(change.field().subject()),
        Safe.line(change.field().name()),
        new Values(value(change.values().a()), value(change.values().b())),
        change.relevant(),
        new Origin(
            change.origin().at().map(subject.story()::moment).orElse(""),
            Safe.line(change.origin().by().orElse("")),
            rate(change, subject),
            subject.links(change.evidence())));
  }

  private static String rate(Change change, Subject subject) {
    FleetRate rate = subject.diagnosis().judged().fleet().changes().get(change);
    return rate == null ? "" : Safe.line(Words.rate(rate));
  }

  private static String value(JsonNode value) {
    return value.isNull()
        ? ""
        : Safe.line(value.isTextual() ? value.textValue() : value.toString());
  }
}
