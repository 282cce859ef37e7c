// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.view;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A fleet at a glance.
 *
 * @param groups of failures with one fingerprint, the largest first
 * @param panels what separates failed from succeeded attempts, the clearest first
 * @param days all days with attempts, in order
 * @param marks deploys and other changes
 */
public record Overview(
    Totals totals,
    List<Group> groups,
    List<Panel> panels,
    List<String> days,
    List<Step> steps,
    List<Mark> marks) {

  /** How many runs there are, and how many of them did not succeed. */
  public record Totals(long runs, long failed) {}

  /** Failures with one fingerprint; {@code first} and {@code last} are times in UTC. */
  public record Group(String fingerprint, long failed, String first, String last) {}

  /**
   * One finding, by one of its attributes.
   *
   * @param words the whole combination
   * @param figures its rates and how sure they are
   * @param bars the values of the attribute, or spans of them
   */
  public record Panel(String words, String figures, String attribute, List<Bar> bars) {
    public Panel {
      bars = List.copyOf(bars);
    }
  }

  /** Attempts with one value, or in one span; {@code inside} where the finding holds. */
  public record Bar(String label, long failed, long rows, boolean inside) {}

  /**
   * A state's attempts by day.
   *
   * @param days as many as the overview has
   */
  public record Step(String state, List<Day> days) {
    public Step {
      days = List.copyOf(days);
    }
  }

  /** Attempts of one day. */
  public record Day(long failed, long rows) {}

  /** Changes of one day. */
  public record Mark(String day, List<String> changes) {
    public Mark {
      changes = List.copyOf(changes);
    }
  }

  public Overview {
    requireNonNull(totals, "totals is null");
    groups = List.copyOf(groups);
    panels = List.copyOf(panels);
    days = List.copyOf(days);
    steps = List.copyOf(steps);
    marks = List.copyOf(marks);
  }
}
