// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/** What is not known, with the IAM actions that would tell, and what to do. */
public record LimitsSection(
    List<GapView> gaps, List<String> iamActions, List<String> warnings, List<Step> toDo) {

  /** One gap. */
  public record GapView(String what, String why, String effect, String iamAction) {}

  /** One recommendation; {@code command} is empty where no command does it. */
  public record Step(String text, String why, String command, boolean readOnly) {}

  /**
   * Makes the section.
   *
   * @param own warnings about the page itself
   */
  public static LimitsSection of(Subject subject, List<String> own) {
    List<GapView> gaps =
        subject.diagnosis().limits().gaps().stream()
            .map(
                gap ->
                    new GapView(
                        Safe.line(gap.what()),
                        Safe.line(gap.why()),
                        Safe.line(gap.effect()),
                        Safe.line(gap.iamAction().orElse(""))))
            .toList();
    List<String> warnings = new ArrayList<>(own);
    subject.diagnosis().limits().warnings().forEach(warning -> warnings.add(Safe.line(warning)));
    return new LimitsSection(
        gaps,
        gaps.stream()
            .map(GapView::iamAction)
            .filter(a -> !a.isEmpty())
            .distinct()
            .sorted()
            .toList(),
        warnings,
        subject.diagnosis().judged().recommendations().stream()
            .map(
                r ->
                    new Step(
                        Safe.line(r.text()),
                        Safe.line(r.why()),
                        Safe.line(r.command().orElse("")),
                        r.readOnly()))
            .toList());
  }

  /** Returns the statement of an IAM policy that allows what is missing. */
  public String policy() {
    List<String> quoted = iamActions.stream().map(action -> '"' + action + '"').toList();
    return "{\"Effect\": \"Allow\", \"Action\": ["
        + String.join(", ", quoted)
        + "], \"Resource\": \"*\"}";
  }
}
