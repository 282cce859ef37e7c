// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.report;

/** Untrusted text made harmless: names in an image can hold anything. */
final class Plain {
  private static final int LONGEST = 600;

  private Plain() {}

  /** Returns one bounded line without control, direction or unassigned characters. */
  static String line(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints().limit(LONGEST).forEach(c -> append(safe, c));
    return text.codePointCount(0, text.length()) > LONGEST
        ? safe.append('…').toString()
        : safe.toString();
  }

  private static void append(StringBuilder safe, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL -> safe.append(c == '\t' ? " " : String.format("\\x%02x", c));
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          safe.append('\uFFFD');
      default -> safe.appendCodePoint(c);
    }
  }

  /** Returns one line for Markdown, with everything escaped that would format it. */
  static String markdown(String text) {
    StringBuilder safe = new StringBuilder();
    String line = line(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        case '|', '*', '_', '[', ']', '`', '\\', '#', '~' -> safe.append('\\').append(c);
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** Returns text as inline code for Markdown. */
  static String code(String text) {
    return "`" + line(text).replace('`', '\'').replace("|", "\\|") + "`";
  }

  /** Returns one line for HTML, in text and in quoted attributes. */
  static String html(String text) {
    return line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
