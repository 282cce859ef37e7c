// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

/** Sources with comments removed and the content of strings blanked; line breaks stay. */
final class Blanked {
  private final String source;
  private final StringBuilder out;
  private int at;

  private Blanked(String source) {
    this.source = source;
    this.out = new StringBuilder(source.length());
  }

  static String python(String source) {
    Blanked blanked = new Blanked(source);
    while (blanked.at < source.length()) {
      char c = source.charAt(blanked.at);
      if (c == '#') {
        blanked.skipLine();
      } else if (blanked.starts("\"\"\"") || blanked.starts("'''")) {
        blanked.string(source.substring(blanked.at, blanked.at + 3), true);
      } else if (c == '"' || c == '\'') {
        blanked.string(String.valueOf(c), false);
      } else {
        blanked.keep();
      }
    }
    return blanked.out.toString();
  }

  /** JavaScript, TypeScript and Java. */
  static String braces(String source) {
    Blanked blanked = new Blanked(source);
    while (blanked.at < source.length()) {
      char c = source.charAt(blanked.at);
      if (blanked.starts("//")) {
        blanked.skipLine();
      } else if (blanked.starts("/*")) {
        blanked.skipComment();
      } else if (blanked.starts("\"\"\"")) {
        blanked.string("\"\"\"", true);
      } else if (c == '`') {
        blanked.string("`", true);
      } else if (c == '"' || c == '\'') {
        blanked.string(String.valueOf(c), false);
      } else {
        blanked.keep();
      }
    }
    return blanked.out.toString();
  }

  private boolean starts(String text) {
    return source.startsWith(text, at);
  }

  private void keep() {
    out.append(source.charAt(at++));
  }

  private void skipLine() {
    while (at < source.length() && source.charAt(at) != '\n') {
      at++;
    }
  }

  private void skipComment() {
    int end = source.indexOf("*/", at + 2);
    int to = end < 0 ? source.length() : end + 2;
    for (; at < to; at++) {
      if (source.charAt(at) == '\n') {
        out.append('\n');
      }
    }
  }

  private void string(String quote, boolean manyLines) {
    out.append(quote);
    at += quote.length();
    while (at < source.length() && !starts(quote)) {
      char c = source.charAt(at);
      if (c == '\n' && !manyLines) {
        return;
      }
      if (c == '\\' && at + 1 < source.length() && source.charAt(at + 1) != '\n') {
        at++;
      }
      out.append(source.charAt(at) == '\n' ? '\n' : ' ');
      at++;
    }
    if (at < source.length()) {
      out.append(quote);
      at += quote.length();
    }
  }
}
