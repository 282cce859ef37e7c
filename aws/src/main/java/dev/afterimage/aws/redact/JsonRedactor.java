// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Redacts one JSON text in place: only what is a secret is rewritten, everything else keeps its
 * bytes. The text must be valid JSON; so is what comes out.
 */
final class JsonRedactor {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Redactor redactor;
  private final String text;
  private final int depth;
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final StringBuilder result = new StringBuilder();
  private int copied;
  private int at;

  JsonRedactor(Redactor redactor, String text, int depth) {
    this.redactor = redactor;
    this.text = text;
    this.depth = depth;
    frames.push(Frame.top());
  }

  String redact() {
    while (at < text.length()) {
      char c = text.charAt(at);
      switch (c) {
        case '{', '[' -> {
          frames.push(frames.element().below(c == '['));
          at++;
        }
        case '}', ']' -> {
          frames.pop();
          at++;
        }
        case '"' -> string();
        default -> {
          if (c == '-' || (c >= '0' && c <= '9')) {
            number();
          } else {
            at++;
          }
        }
      }
    }
    return copied == 0 ? text : result.append(text, copied, text.length()).toString();
  }

  private void string() {
    int start = at;
    int end = endOfString(start);
    at = end;
    String value = decoded(text.substring(start, end));
    Frame frame = frames.element();
    if (!frame.isArray() && isFollowedByColon(end)) {
      frame.key(value);
      replace(start, end, value, redactor.redactName(value));
      return;
    }
    Optional<String> kind = frame.kindOf(value);
    String redacted =
        kind.map(k -> redactor.mark(k, value)).orElseGet(() -> redactor.redact(value, depth + 1));
    frame.seen(value);
    replace(start, end, value, redacted);
  }

  private int endOfString(int start) {
    int i = start + 1;
    while (text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return i + 1;
  }

  private boolean isFollowedByColon(int end) {
    int i = end;
    while (i < text.length() && text.charAt(i) <= ' ') {
      i++;
    }
    return i < text.length() && text.charAt(i) == ':';
  }

  private static String decoded(String literal) {
    if (literal.indexOf('\\') < 0) {
      return literal.substring(1, literal.length() - 1);
    }
    try {
      return JSON.readValue(literal, String.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the text is no valid JSON", e);
    }
  }

  private void number() {
    int start = at;
    while (at < text.length() && isOfNumber(text.charAt(at))) {
      at++;
    }
    if (frames.element().isPasswordNext()) {
      String number = text.substring(start, at);
      replace(start, at, number, redactor.mark("password", number));
    }
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  private void replace(int start, int end, String before, String after) {
    if (!before.equals(after)) {
      result.append(text, copied, start).append('"');
      JsonStringEncoder.getInstance().quoteAsString(after, result);
      result.append('"');
      copied = end;
    }
  }
}
