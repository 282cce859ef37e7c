// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.html.Assets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The fleet page as its template reads it: counts laid out as bars and columns. */
public record FleetCharts(FleetView view, List<Panel> panels, List<Series> series, Assets assets) {
  /** The width of a panel's bar and of a row of days, in units of its drawing. */
  public static final int BAR = 120;

  public static final int ROW = 600;
  public static final int HEIGHT = 56;
  private static final int BASE = HEIGHT - 4;

  /** A finding with its bars. */
  public record Panel(FleetView.Panel finding, List<Bar> bars) {
    /** Returns the finding as people read it. */
    public String heading() {
      return Headlines.finding(finding.words());
    }
  }

  /** A value with its failure rate as a width. */
  public record Bar(FleetView.Bar value, String name, String width, String rate) {
    private static final int LONGEST = 48;

    /** Shortens the name to what fits beside its bar. */
    public Bar {
      name = name.length() <= LONGEST ? name : name.substring(0, LONGEST - 1) + "…";
    }
  }

  /** The days of a state as columns. */
  public record Series(String state, String summary, List<Column> columns, List<String> marks) {}

  /** One day. */
  public record Column(Box box, String words) {}

  /** A rectangle; texts, so that no locale writes them otherwise. */
  public record Box(String x, String y, String width, String height) {}

  static FleetCharts of(FleetView view, Assets assets) {
    double most =
        view.steps().stream()
            .flatMap(step -> step.days().stream())
            .mapToDouble(day -> day.count().rate())
            .max()
            .orElse(0);
    List<Series> series =
        view.steps().stream()
            .filter(step -> step.days().stream().anyMatch(day -> day.count().failed() > 0))
            .map(step -> series(step, view.marks(), most))
            .toList();
    return new FleetCharts(
        view, view.panels().stream().map(FleetCharts::panel).toList(), series, assets);
  }

  /** Returns the last day of every row. */
  public String lastDay() {
    List<FleetView.Day> days = view.steps().get(0).days();
    return days.get(days.size() - 1).day();
  }

  private static Panel panel(FleetView.Panel panel) {
    double most = panel.bars().stream().mapToDouble(bar -> bar.count().rate()).max().orElse(0);
    return new Panel(
        panel,
        panel.bars().stream()
            .map(
                bar ->
                    new Bar(
                        bar,
                        Headlines.value(panel.attribute(), bar.label()),
                        number(most == 0 ? 0 : bar.count().rate() / most * BAR),
                        percent(bar.count().rate())))
            .toList());
  }

  private static Series series(FleetView.Step step, List<FleetView.Mark> marks, double most) {
    double wide = (double) ROW / Math.max(1, step.days().size());
    List<Column> columns = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < step.days().size(); i++) {
      FleetView.Day day = step.days().get(i);
      double high = most == 0 ? 0 : day.count().rate() / most * BASE;
      columns.add(
          new Column(
              new Box(
                  number(i * wide + wide * 0.1),
                  number(BASE - high),
                  number(wide * 0.8),
                  number(high)),
              words(day)));
      if (marks.stream().anyMatch(mark -> mark.day().equals(day.day()))) {
        lines.add(number(i * wide));
      }
    }
    return new Series(step.state(), summary(step), columns, lines);
  }

  private static String words(FleetView.Day day) {
    FleetView.Count count = day.count();
    return day.day()
        + ": "
        + count.failed()
        + " of "
        + count.rows()
        + " failed ("
        + percent(count.rate())
        + ")";
  }

  private static String summary(FleetView.Step step) {
    long failed = step.days().stream().mapToLong(day -> day.count().failed()).sum();
    long rows = step.days().stream().mapToLong(day -> day.count().rows()).sum();
    FleetView.Day worst =
        step.days().stream()
            .max(Comparator.comparingDouble(day -> day.count().rate()))
            .orElseThrow();
    return failed
        + " of "
        + rows
        + " attempts failed ("
        + percent(new FleetView.Count(failed, rows).rate())
        + "); most on "
        + worst.day()
        + " ("
        + percent(worst.count().rate())
        + ")";
  }

  static String percent(double share) {
    return share > 0 && share < 0.001
        ? "below 0.1 %"
        : String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", share * 100);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
