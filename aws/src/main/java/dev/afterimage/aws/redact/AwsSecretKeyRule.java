// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.ArrayList;
import java.util.List;

/**
 * Secret access keys of AWS that nothing names: forty characters of Base64 that change their class
 * as often as random ones do, which neither a path, a digest nor an identifier does.
 */
final class AwsSecretKeyRule implements Rule {
  private static final int LENGTH = 40;
  private static final int FEWEST_CHANGES = 15;

  @Override
  public List<String> anchors() {
    return List.of();
  }

  /** Whether there is one in a text. */
  static boolean isIn(String text) {
    if (text.length() < LENGTH) {
      return false;
    }
    List<Finding> findings = new ArrayList<>();
    search(text, 0, text.length(), findings);
    return !findings.isEmpty();
  }

  @Override
  public void find(String text, int from, int to, List<Finding> findings) {
    search(text, from, to, findings);
  }

  private static void search(String text, int from, int to, List<Finding> findings) {
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i < to && isBase64(text.charAt(i))) {
        continue;
      }
      if (i - start == LENGTH && isBounded(text, start, i) && isRandom(text, start, i)) {
        findings.add(new Finding(start, i, "aws-secret-key"));
      }
      start = i + 1;
    }
  }

  /** A longer text in a wider alphabet, as a URL, is none. */
  private static boolean isBounded(String text, int start, int end) {
    return (start == 0 || isBorder(text.charAt(start - 1)))
        && (end == text.length() || isBorder(text.charAt(end)));
  }

  private static boolean isBorder(char c) {
    return c != '-' && c != '_' && c != '%';
  }

  private static boolean isBase64(char c) {
    return kind(c) > 0;
  }

  private static int kind(char c) {
    if (c >= 'a' && c <= 'z') {
      return 1;
    }
    if (c >= 'A' && c <= 'Z') {
      return 2;
    }
    if (c >= '0' && c <= '9') {
      return 3;
    }
    return c == '/' || c == '+' ? 4 : 0;
  }

  private static boolean isRandom(String text, int start, int end) {
    int changes = 0;
    int seen = 0;
    for (int i = start; i < end; i++) {
      int kind = kind(text.charAt(i));
      seen |= 1 << kind;
      changes += i > start && kind != kind(text.charAt(i - 1)) ? 1 : 0;
    }
    boolean mixed = (seen & 0b1110) == 0b1110;
    return mixed && changes >= FEWEST_CHANGES;
  }
}
