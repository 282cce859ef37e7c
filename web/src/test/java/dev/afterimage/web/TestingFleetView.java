// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import java.util.ArrayList;
import java.util.List;

/** Some runs of a month, two causes hidden in them. */
public final class TestingFleetView {
  private static final int DAYS = 30;

  private TestingFleetView() {}

  /** Returns what a page shows of them. */
  public static FleetView view() {
    return new FleetView(
        new FleetView.Totals(900, 30),
        List.of(
            new FleetView.Group(
                "BudgetSpent: time budget of <number> s is used up",
                22,
                "2026-02-03T04:05:06Z",
                "2026-02-28T23:13:37Z"),
            new FleetView.Group(
                "SchemaProblem: <b>broken</b> item",
                8,
                "2026-02-11T00:49:34Z",
                "2026-02-20T23:52:02Z")),
        List.of(age(), digest()),
        List.of(step("PollBatch", 40, 17), step("NormalizePollData", 30, 11)),
        List.of(
            new FleetView.Mark("2026-02-11", List.of("00:00 UpdateFunctionCode normalize")),
            new FleetView.Mark("2026-02-21", List.of("09:30 UpdateFunctionCode normalize"))));
  }

  private static FleetView.Panel age() {
    List<FleetView.Bar> bars = new ArrayList<>();
    String[] spans = {
      "below 600000", "600000 to 1800000", "1800000 to 7769000", "7769000 and more"
    };
    long[] failed = {1, 0, 2, 19};
    for (int i = 0; i < spans.length; i++) {
      bars.add(new FleetView.Bar(spans[i], new FleetView.Count(failed[i], 900 / (i + 1)), i == 3));
    }
    return new FleetView.Panel(
        "process_age_ms >= 7769000 (any threshold above 7768120, up to 7771510)",
        "with it 19 of 225 failed, without 3 of 1650 failed; risk ratio 46.4444, q = 1.2e-14",
        "process_age_ms",
        bars);
  }

  private static FleetView.Panel digest() {
    return new FleetView.Panel(
        "digest = sha256:" + "4".repeat(64),
        "with it 8 of 90 failed, without 0 of 810 failed; risk ratio inf, q = 3.1e-7",
        "digest",
        List.of(
            new FleetView.Bar("sha256:" + "4".repeat(64), new FleetView.Count(8, 90), true),
            new FleetView.Bar("sha256:" + "7".repeat(64), new FleetView.Count(0, 810), false)));
  }

  private static FleetView.Step step(String state, int rows, int worst) {
    List<FleetView.Day> days = new ArrayList<>();
    for (int i = 0; i < DAYS; i++) {
      long failed = i == worst ? 6 : (i * 7L) % 5 == 0 ? 2 : 0;
      days.add(
          new FleetView.Day(
              java.time.LocalDate.of(2026, 2, 1).plusDays(i).toString(),
              new FleetView.Count(failed, rows)));
    }
    return new FleetView.Step(state, days);
  }
}
