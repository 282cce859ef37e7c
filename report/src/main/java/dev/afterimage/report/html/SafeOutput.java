// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html;

import dev.afterimage.report.Safe;
import gg.jte.TemplateOutput;

/**
 * The text of a page. Templates escape what would be markup; this takes away what a browser acts on
 * without any markup: control and direction characters, wherever they come from.
 */
final class SafeOutput implements TemplateOutput {
  private final StringBuilder page = new StringBuilder(1 << 16);

  @Override
  public void writeContent(String text) {
    writeContent(text, 0, text.length());
  }

  @Override
  public void writeContent(String text, int from, int to) {
    int copied = from;
    for (int i = from; i < to; ) {
      int c = text.codePointAt(i);
      int next = i + Character.charCount(c);
      if (!isHarmless(c)) {
        page.append(text, copied, i).append('\uFFFD');
        copied = next;
      }
      i = next;
    }
    page.append(text, copied, Math.max(copied, to));
  }

  private static boolean isHarmless(int c) {
    return c == '\n' || (c >= ' ' && c < 0x7f) || Safe.isHarmless(c);
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
