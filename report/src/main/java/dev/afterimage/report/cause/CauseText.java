// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.cause;

import dev.afterimage.core.diagnosis.CausalMap;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CausePage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page of a cause as plain text for a terminal.
 *
 * <p>Of Markdown it reads what the pages use: paragraphs, lists, fenced blocks of commands, links
 * and code spans. Commands stay as they are, so that they can be copied.
 */
public final class CauseText {
  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\([^)]*\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern ITEM = Pattern.compile("^(\\s*(?:-|\\d+\\.) +)(.*)$");
  private static final String FENCE = "```";

  private final int width;
  private final StringBuilder out = new StringBuilder();
  private final List<String> paragraph = new ArrayList<>();
  private String first = "";
  private boolean inFence;

  private CauseText(int width) {
    this.width = width;
  }

  /**
   * Returns the page of a cause.
   *
   * @param width the longest line, in characters; a command may be longer
   */
  public static String of(Cause cause, int width) {
    CausePage page = CausePage.of(cause);
    CauseText text = new CauseText(width);
    text.block(cause.id() + ": " + cause.title());
    text.block("Crucial prediction: " + cause.crucial());
    text.block("Kind: " + CausePages.role(cause.role()) + ".");
    for (CausePage.Section section : page.sections()) {
      text.heading(section.title());
      text.prose(section.text());
    }
    text.heading("Its place in a chain");
    text.block("Can be brought about by: " + ids(CausalMap.causesOf(cause.id())));
    text.block("Can bring about: " + ids(CausalMap.effectsOf(cause.id())));
    text.heading("What a report recommends");
    text.block(CausePages.remedy(cause));
    return text.out.toString().stripTrailing() + "\n";
  }

  private static String ids(SortedSet<String> ids) {
    return ids.isEmpty() ? "no other cause of the catalogue" : String.join(", ", ids);
  }

  private void heading(String title) {
    out.append(title).append('\n').append("-".repeat(title.length())).append('\n');
  }

  private void block(String text) {
    wrap("", text);
    out.append('\n');
  }

  private void prose(String markdown) {
    markdown.lines().forEach(this::line);
    flush();
    out.append('\n');
  }

  private void line(String line) {
    Matcher item = ITEM.matcher(line);
    if (line.strip().startsWith(FENCE)) {
      flush();
      inFence = !inFence;
    } else if (inFence) {
      out.append(line).append('\n');
    } else if (line.isBlank()) {
      flush();
      out.append('\n');
    } else if (item.matches()) {
      flush();
      first = item.group(1);
      paragraph.add(item.group(2));
    } else {
      if (paragraph.isEmpty()) {
        first = line.substring(0, line.length() - line.stripLeading().length());
      }
      paragraph.add(line.strip());
    }
  }

  private void flush() {
    if (!paragraph.isEmpty()) {
      wrap(first, plain(String.join(" ", paragraph)));
      paragraph.clear();
      first = "";
    }
  }

  /** Links as ids; code of several words in quotes, which would lose its ends otherwise. */
  private static String plain(String markdown) {
    String linked = LINK.matcher(markdown).replaceAll("$1");
    return CODE.matcher(linked)
        .replaceAll(
            code -> {
              String text = code.group(1);
              String quote = text.contains("\"") ? "'" : "\"";
              return Matcher.quoteReplacement(text.contains(" ") ? quote + text + quote : text);
            });
  }

  private void wrap(String begin, String text) {
    StringBuilder line = new StringBuilder(begin);
    String indent = " ".repeat(begin.length());
    boolean empty = true;
    for (String word : text.split(" +", -1)) {
      if (!empty && line.length() + 1 + word.length() > width) {
        out.append(line).append('\n');
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.append(line).append('\n');
  }
}
