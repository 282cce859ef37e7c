// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

/** Untrusted text made harmless: logs and payloads can hold anything. */
public final class Safe {
  private static final int LONGEST = 1500;

  private Safe() {}

  /** Returns one line for a terminal: no control or direction characters, bounded. */
  public static String line(String text) {
    StringBuilder safe = new StringBuilder(Math.min(text.length(), LONGEST) + 8);
    text.codePoints().limit(LONGEST).forEach(c -> append(safe, c));
    return text.codePointCount(0, text.length()) > LONGEST
        ? safe.append('…').toString()
        : safe.toString();
  }

  /** Returns several lines for a terminal, each made harmless. */
  public static String lines(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.lines().forEach(line -> safe.append(line(line)).append('\n'));
    return safe.toString();
  }

  /** Returns one line for Markdown, with everything escaped that would format it. */
  static String markdown(String text) {
    StringBuilder safe = new StringBuilder();
    line(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '|', '*', '_', '[', ']', '`', '\\', '#', '~' ->
                    safe.append('\\').appendCodePoint(c);
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /** Returns text as inline code for Markdown. */
  static String code(String text) {
    String line = line(text).replace('`', '\'').replace("|", "\\|");
    return "`" + (line.isEmpty() ? " " : line) + "`";
  }

  /** Returns one line for a block of code in Markdown, which it cannot end. */
  static String fenced(String text) {
    return line(text).replace("```", "'''").replace("~~~", "---");
  }

  private static void append(StringBuilder safe, int c) {
    if (c == '\n' || c == '\t' || c == '\r') {
      safe.append(' ');
    } else if (isHarmless(c)) {
      safe.appendCodePoint(c);
    } else {
      safe.append('\uFFFD');
    }
  }

  /** Whether a code point is neither a control, a direction mark, nor half of a character. */
  public static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
