// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.content.ContentDifference;
import dev.afterimage.core.content.RaisedLine;
import java.util.ArrayList;
import java.util.List;

/** What images hold, as lines of Markdown. */
final class MarkdownContent {
  private MarkdownContent() {}

  /** Returns the part about the line that raised. */
  static List<String> source(RaisedLine raised) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Raised at " + Safe.markdown(ContentStory.raised(raised)) + ":");
    lines.add("");
    lines.add("```");
    ContentStory.excerpt(raised).forEach(text -> lines.add(Safe.fenced(text)));
    lines.add("```");
    List<String> suspects = ContentStory.suspects(raised);
    if (!suspects.isEmpty()) {
      lines.add("");
      lines.add("What the function that raised uses of the module:");
      lines.add("");
      suspects.forEach(text -> lines.add("- " + Safe.markdown(text)));
    }
    return lines;
  }

  /** Returns the part about what differs inside two images. */
  static List<String> difference(ContentDifference difference) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("**Inside the images**: " + Safe.markdown(ContentStory.verdict(difference)));
    lines.add("");
    ContentStory.items(difference)
        .forEach(item -> lines.add("- " + Safe.markdown(ContentStory.text(item))));
    int more = ContentStory.more(difference);
    if (more > 0) {
      lines.add("- and " + more + " more");
    }
    return lines;
  }
}
