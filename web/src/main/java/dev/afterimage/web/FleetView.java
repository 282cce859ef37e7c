// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.Safe;
import java.util.List;

/**
 * Many runs as a page shows them; texts of users are made harmless.
 *
 * @param groups of failures with one error, the largest first
 * @param panels what separates the failed from the succeeded, the clearest first
 * @param steps failure rates by state and day
 * @param marks changes that were made, by day
 */
public record FleetView(
    Totals totals, List<Group> groups, List<Panel> panels, List<Step> steps, List<Mark> marks) {

  /** How many runs there are, and how many of them did not succeed. */
  public record Totals(long runs, long failed) {}

  /** Failures with one error. */
  public record Group(String error, long failed, String first, String last) {
    public Group {
      error = Safe.line(error);
    }
  }

  /** A finding by one of its attributes. */
  public record Panel(String words, String figures, String attribute, List<Bar> bars) {
    public Panel {
      words = Safe.line(words);
      figures = Safe.line(figures);
      attribute = Safe.line(attribute);
      bars = List.copyOf(bars);
    }
  }

  /** Attempts with a value; {@code inside} where the finding holds. */
  public record Bar(String label, Count count, boolean inside) {
    public Bar {
      label = Safe.line(label);
    }
  }

  /** A state's attempts, day by day. */
  public record Step(String state, List<Day> days) {
    public Step {
      state = Safe.line(state);
      days = List.copyOf(days);
    }
  }

  /** The attempts of a day. */
  public record Day(String day, Count count) {}

  /** Failed ones of some attempts. */
  public record Count(long failed, long rows) {
    /** Returns the failed share, 0 where there is none. */
    public double rate() {
      return rows == 0 ? 0 : (double) failed / rows;
    }
  }

  /** The changes of a day. */
  public record Mark(String day, List<String> changes) {
    public Mark {
      changes = changes.stream().map(Safe::line).toList();
    }
  }

  public FleetView {
    groups = List.copyOf(groups);
    panels = List.copyOf(panels);
    steps = List.copyOf(steps);
    marks = List.copyOf(marks);
  }
}
