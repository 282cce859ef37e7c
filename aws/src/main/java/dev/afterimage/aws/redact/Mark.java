// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import dev.afterimage.core.evidence.Redacted;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in place of a secret: {@code <redacted:KIND:SHAPE:CODE>}. The shape is the secret's
 * length and the classes of its characters ({@code a}, {@code A}, {@code 9}, {@code _} for any
 * other). The code begins with the key's id: under one key equal codes are equal secrets, what two
 * keys made cannot be compared.
 */
final class Mark {
  private static final Pattern MARK =
      Pattern.compile("<redacted:[a-z0-9-]+:\\d+a?A?9?_?:[0-9a-f]{8}-[0-9a-f]{16}>");

  private final RedactionKey key;

  Mark(RedactionKey key) {
    this.key = key;
  }

  String of(String kind, String secret) {
    return "<redacted:"
        + kind
        + ":"
        + Redacted.shape(secret)
        + ":"
        + key.id()
        + "-"
        + key.code(secret)
        + ">";
  }

  /** Whether a text is one mark and nothing else. */
  static boolean isMark(String text) {
    return text.startsWith("<redacted:") && MARK.matcher(text).matches();
  }

  /** Whether a text may hold marks; it holds none where this is false. */
  static boolean mayBeIn(String text) {
    return text.contains("<redacted:");
  }

  /** Returns a matcher that finds the marks in a text. */
  static Matcher in(CharSequence text) {
    return MARK.matcher(text);
  }
}
