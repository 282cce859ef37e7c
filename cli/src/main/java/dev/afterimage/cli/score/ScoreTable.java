// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.score;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The scores of an exam as text. */
public final class ScoreTable {
  private static final int MOST_LISTED = 20;

  private final StringBuilder out = new StringBuilder();

  private ScoreTable() {}

  /** Returns the table: the whole evidence first, then each source taken away, then the causes. */
  public static String of(List<Exam.Marked> marked, Iterable<Source> sources) {
    ScoreTable table = new ScoreTable();
    table.line("%d cases%n", marked.size());
    table.line(
        "%-14s %7s %7s %9s %9s %9s %7s",
        "without", "top-1", "top-3", "confirmed", "wrongly", "abstained", "Brier");
    for (Source source : sources) {
      table.row(source, new Scores(marked, source));
    }
    Scores whole = new Scores(marked, Source.NONE);
    table.list("confirmed wrongly", whole.wronglyConfirmed());
    for (Source source : sources) {
      Scores scores = new Scores(marked, source);
      if (source != Source.NONE) {
        table.list("confirmed wrongly without " + name(source), scores.wronglyConfirmed());
      }
      table.list("left open without a word, without " + name(source), scores.silent());
    }
    table.causes(whole.confusion());
    table.reliability(whole);
    return table.out.toString();
  }

  private static String name(Source source) {
    return source == Source.NONE
        ? "nothing"
        : source.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void row(Source source, Scores scores) {
    line(
        "%-14s %7.3f %7.3f %9.3f %9d %9.3f %7.4f",
        name(source),
        scores.topOne(),
        scores.topThree(),
        scores.confirmed(),
        scores.wronglyConfirmed().size(),
        scores.abstained(),
        scores.brier());
  }

  private void list(String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    line("%n%s: %d", title, items.size());
    items.stream().limit(MOST_LISTED).forEach(item -> line("  %s", item));
  }

  private void causes(Map<String, Map<String, Integer>> confusion) {
    line("%n%-22s %5s %5s  %s", "root", "cases", "right", "named instead");
    confusion.forEach(
        (truth, named) -> {
          int cases = named.values().stream().mapToInt(Integer::intValue).sum();
          StringBuilder instead = new StringBuilder();
          named.forEach(
              (id, count) -> {
                if (!id.equals(truth)) {
                  instead.append(id).append(' ').append(count).append("  ");
                }
              });
          line(
              "%-22s %5d %5d  %s",
              truth, cases, named.getOrDefault(truth, 0), instead.toString().strip());
        });
  }

  private void reliability(Scores scores) {
    line("%n%-12s %7s %7s %9s", "confidence", "stated", "right", "mean");
    for (Scores.Band band : scores.reliability()) {
      line(
          "%.1f to %.1f   %7d %7.3f %9.3f",
          band.from(),
          band.from() + 0.1,
          band.stated(),
          band.right() / (double) band.stated(),
          band.meanConfidence());
    }
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
