// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.content.CodePlace;
import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.content.ModuleState;
import dev.afterimage.core.content.RaisedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What images hold, in sentences, for the terminal, Markdown and the page alike. */
public final class ContentStory {
  /** More differences than these are in the JSON report and in the file itself. */
  private static final int MOST_ITEMS = 12;

  private ContentStory() {}

  /** Returns where the error was raised: main.py:40, in check (layer 7, COPY main.py .). */
  public static String raised(RaisedLine line) {
    String function = line.function().isEmpty() ? "" : ", in " + line.function();
    String how =
        line.how() == RaisedLine.How.TRACE
            ? "as the stack trace says"
            : "the one line whose text fits the error";
    return line.place().text()
        + function
        + ", "
        + how
        + origin(line.place().origin()).map(text -> "; " + text).orElse("");
  }

  /** Layers count from 1 where people read of them. */
  private static Optional<String> origin(CodePlace.Origin origin) {
    String made = origin.createdBy().map(text -> ": " + text).orElse("");
    return origin.layer().map(layer -> "from layer " + (layer + 1) + made);
  }

  /** Returns the lines around the one that raised, each with its number, that one marked. */
  public static List<String> excerpt(RaisedLine line) {
    int most =
        line.place().excerpt().stream().mapToInt(CodePlace.ExcerptLine::line).max().orElse(0);
    int width = String.valueOf(most).length();
    return line.place().excerpt().stream()
        .map(
            one ->
                (one.line() == line.place().line() ? "> " : "  ")
                    + String.format(Locale.ROOT, "%" + Math.max(1, width) + "d", one.line())
                    + " | "
                    + one.text())
        .toList();
  }

  /** Returns what the module takes at import and the function that raised uses. */
  public static List<String> suspects(RaisedLine line) {
    return line.state().stream().filter(ModuleState::usedByRaiser).map(ModuleState::text).toList();
  }

  /** Returns what the comparison of two images came to, in a sentence. */
  public static String verdict(ContentDifference difference) {
    ContentDifference.Totals totals = difference.totals();
    List<String> counts = new ArrayList<>();
    count(counts, totals.files(), "file");
    count(counts, totals.packages(), "package");
    count(counts, totals.settings(), "setting");
    String differing = counts.isEmpty() ? "" : " (" + String.join(", ", counts) + " differ)";
    return difference.verdict().text() + differing;
  }

  private static void count(List<String> counts, int count, String noun) {
    if (count > 0) {
      counts.add(count + " " + noun + (count == 1 ? "" : "s"));
    }
  }

  /** Returns the differences that could matter most. */
  public static List<ContentDifference.Item> items(ContentDifference difference) {
    List<ContentDifference.Item> items = difference.items();
    return items.subList(0, Math.min(items.size(), MOST_ITEMS));
  }

  /** Returns how many differences are not among those. */
  public static int more(ContentDifference difference) {
    return difference.items().size() - items(difference).size() + difference.totals().more();
  }

  /** Returns one difference in words. */
  public static String text(ContentDifference.Item item) {
    String why =
        switch (item.kind()) {
          case FILE_ON_TRACE -> " (on the failing stack trace)";
          case PACKAGE_ON_TRACE -> " (the failing stack trace leads through it)";
          default -> "";
        };
    return item.subject() + ": " + item.text() + why;
  }
}
