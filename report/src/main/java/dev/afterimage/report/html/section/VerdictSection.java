// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.RootCause;
import dev.afterimage.report.Names;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.util.List;
import java.util.Locale;

/**
 * The cause in one sentence, and the chain from it to the failure.
 *
 * @param title the cause; what is known instead where none is at least supported
 * @param verdict {@code confirmed}, {@code supported}, or {@code none}
 * @param confidence as text, from 0 to 1
 */
public record VerdictSection(
    String id, String title, String verdict, String confidence, String summary, List<Link> chain) {

  /** One link of the chain, the root first. */
  public record Link(String id, String text, List<RefLink> refs) {}

  /** Makes the section. */
  public static VerdictSection of(Subject subject) {
    return subject
        .diagnosis()
        .rootCause()
        .map(root -> of(root, subject))
        .orElseGet(
            () ->
                new VerdictSection(
                    "", Safe.line(subject.story().causeFinding()), "none", "", "", List.of()));
  }

  private static VerdictSection of(RootCause root, Subject subject) {
    Hypothesis hypothesis = root.hypothesis();
    return new VerdictSection(
        hypothesis.id(),
        hypothesis.cause().title(),
        Names.of(hypothesis.verdict()),
        Confidence.text(hypothesis.confidence()),
        Safe.line(withoutTitle(root)),
        root.chain().stream()
            .map(
                link -> new Link(link.id(), Safe.line(link.text()), subject.links(link.evidence())))
            .toList());
  }

  /** The title stands above the summary, which begins with it. */
  private static String withoutTitle(RootCause root) {
    String title = root.hypothesis().cause().title() + ": ";
    String summary = root.summary();
    return summary.startsWith(title) ? capital(summary.substring(title.length())) : summary;
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** Whether a cause is at least supported. */
  public boolean isKnown() {
    return !id.isEmpty();
  }
}
