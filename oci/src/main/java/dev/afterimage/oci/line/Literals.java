// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The string literals of a source text, as patterns over the texts that they can make. */
final class Literals {
  /** Fewer letters than these fit too many texts. */
  static final int LEAST_CHARS = 10;

  private static final int MOST_PLACEHOLDERS = 8;
  private static final int LONGEST_VALUE = 300;

  private static final Pattern STRING =
      Pattern.compile(
          "\"\"\"(?<t>.{0,2000}?)\"\"\"|'''(?<u>.{0,2000}?)'''|\"(?<d>(?:[^\"\\\\\\n]|\\\\.){0,2000})\""
              + "|'(?<s>(?:[^'\\\\\\n]|\\\\.){0,2000})'|`(?<b>(?:[^`\\\\]|\\\\.){0,2000})`",
          Pattern.DOTALL);

  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\$\\{[^{}]{0,200}}|\\{[^{}]{0,200}}|%(?:\\([^)]{1,60}\\))?[-#0 +]*\\d*(?:\\.\\d+)?[sdifeEgGxXcbon]");

  private Literals() {}

  /**
   * A literal that fits a text.
   *
   * @param line the line it begins on
   * @param score how many of its characters the text repeats
   */
  record Fit(int line, int score) {}

  /** Returns the literals that fit a text, in their order. */
  static List<Fit> fits(String source, String text) {
    List<Fit> fits = new ArrayList<>();
    Matcher matcher = STRING.matcher(source);
    int line = 1;
    int counted = 0;
    while (matcher.find()) {
      for (; counted < matcher.start(); counted++) {
        line += source.charAt(counted) == '\n' ? 1 : 0;
      }
      int score = score(content(matcher), text);
      if (score > 0) {
        fits.add(new Fit(line, score));
      }
    }
    return fits;
  }

  private static String content(Matcher matcher) {
    for (String group : List.of("t", "u", "d", "s", "b")) {
      String content = matcher.group(group);
      if (content != null) {
        return content;
      }
    }
    return "";
  }

  private static int score(String literal, String text) {
    StringBuilder pattern = new StringBuilder();
    Matcher placeholder = PLACEHOLDER.matcher(literal);
    int from = 0;
    int chars = 0;
    int holes = 0;
    while (placeholder.find()) {
      chars += append(pattern, literal.substring(from, placeholder.start()));
      pattern.append(".{0,").append(LONGEST_VALUE).append("}?");
      from = placeholder.end();
      holes++;
    }
    chars += append(pattern, literal.substring(from));
    boolean fits =
        chars >= LEAST_CHARS
            && holes <= MOST_PLACEHOLDERS
            && Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(text).find();
    return fits ? chars : 0;
  }

  private static int append(StringBuilder pattern, String part) {
    String plain = part.replace("\\n", "\n").replace("\\\"", "\"").replace("\\'", "'");
    pattern.append(Pattern.quote(plain.replace("{{", "{").replace("}}", "}").replace("%%", "%")));
    return (int) plain.chars().filter(c -> !Character.isWhitespace(c)).count();
  }
}
