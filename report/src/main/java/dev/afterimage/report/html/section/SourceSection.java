// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.content.ModuleState;
import dev.afterimage.core.content.RaisedLine;
import dev.afterimage.report.ContentStory;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.util.List;

/**
 * The line that raised, with those around it, and what its module takes at import.
 *
 * @param text where it is, in words; empty where it is not known
 * @param path its file in the image
 */
public record SourceSection(
    String text, String path, List<Line> excerpt, List<State> states, List<RefLink> refs) {

  /** A line of code. */
  public record Line(int number, String text, boolean raised) {}

  /**
   * A value that a module takes at import.
   *
   * @param used whether the function that raised uses it
   */
  public record State(String text, boolean used, List<RefLink> refs) {}

  /** Makes the section. */
  public static SourceSection of(Subject subject) {
    return subject
        .diagnosis()
        .judged()
        .content()
        .raised()
        .map(raised -> of(raised, subject))
        .orElseGet(() -> new SourceSection("", "", List.of(), List.of(), List.of()));
  }

  private static SourceSection of(RaisedLine raised, Subject subject) {
    List<Line> lines =
        raised.place().excerpt().stream()
            .map(
                line ->
                    new Line(
                        line.line(), Safe.line(line.text()), line.line() == raised.place().line()))
            .toList();
    return new SourceSection(
        Safe.line(ContentStory.raised(raised)),
        Safe.line(raised.place().path()),
        lines,
        raised.state().stream().map(state -> state(state, subject)).toList(),
        subject.links(List.of(raised.ref())));
  }

  private static State state(ModuleState state, Subject subject) {
    return new State(
        Safe.line(state.text()), state.usedByRaiser(), subject.links(List.of(state.ref())));
  }

  /** Whether the line is known. */
  public boolean isKnown() {
    return !text.isEmpty();
  }
}
