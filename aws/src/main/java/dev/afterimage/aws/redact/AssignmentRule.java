// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that a name before them tells: {@code password=…}, {@code "api_key": "…"}, {@code
 * Authorization: Bearer …}, also where the quotes are escaped.
 */
final class AssignmentRule implements Rule {
  private static final List<String> ANCHORS =
      List.of(
          "pass",
          "pwd",
          "secret",
          "token",
          "key",
          "authorization",
          "cookie",
          "credential",
          "jwt",
          "plaintext",
          "signature",
          "bearer");

  /** A name, in quotes or not, and what stands between it and a value. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![A-Za-z0-9_.-])(?<name>[A-Za-z0-9_.-]{2,80}+)(?<close>\\\\*[\"']?)"
              + "(?<between>\\s{0,3}(?:=>|:=|[:=])\\s{0,3})(?<open>\\\\*[\"'])?");

  private static final Pattern SCHEME =
      Pattern.compile("(?i)(?:bearer|basic|token|digest|apikey|aws4-hmac-sha256)\\s+");
  private static final int LONGEST = 1 << 16;
  private static final String WORD_ENDS = ",;&\"'<>(){}[]\\";

  @Override
  public List<String> anchors() {
    return ANCHORS;
  }

  @Override
  public void find(String text, int from, int to, List<Finding> findings) {
    Matcher matcher =
        NAME.matcher(text).useTransparentBounds(true).useAnchoringBounds(false).region(from, to);
    while (matcher.find()) {
      if (KeyNames.isSecret(matcher.group("name"))) {
        matcher.region(finding(text, to, matcher, findings), to);
      }
    }
  }

  /** Adds what a name holds, if it is a secret; returns where to go on. */
  private static int finding(String text, int to, Matcher matcher, List<Finding> findings) {
    String name = matcher.group("name");
    String kind = Kinds.ofName(name);
    String open = matcher.group("open");
    int start = matcher.end();
    int end = open == null ? endOfWord(text, start, to, kind) : endOfQuoted(text, start, to, open);
    Matcher scheme = SCHEME.matcher(text).region(start, end);
    boolean header = scheme.lookingAt();
    int value = header ? scheme.end() : start;
    String secret = text.substring(value, end);
    boolean prose = open == null && !header && matcher.group("between").contains(":");
    boolean told = prose ? PlainValues.looksSecret(secret) : !PlainValues.isPlain(secret);
    boolean count = PlainValues.isNumber(secret) && !KeyNames.isPassword(name);
    if (told && !count) {
      findings.add(new Finding(value, end, kind));
      return end;
    }
    return matcher.end();
  }

  /**
   * A quoted value ends at the quote that opened it, unless a backslash of its own escapes that.
   */
  private static int endOfQuoted(String text, int start, int to, String open) {
    boolean plain = open.length() == 1;
    int i = start;
    while (i < to && text.charAt(i) != '\n') {
      if (text.startsWith(open, i)) {
        return i;
      }
      i += plain && text.charAt(i) == '\\' ? 2 : 1;
    }
    // The line was cut off: all of it may be the value.
    return Math.min(i, to);
  }

  /** A word ends at a blank or a mark of punctuation; one behind a scheme belongs to it. */
  private static int endOfWord(String text, int start, int to, String kind) {
    boolean cookie = kind.equals("cookie");
    Matcher scheme = SCHEME.matcher(text).region(start, to);
    int i = scheme.lookingAt() ? scheme.end() : start;
    int most = Math.min(to, i + LONGEST);
    while (i < most && !isEnd(text.charAt(i), cookie)) {
      i++;
    }
    return i;
  }

  private static boolean isEnd(char c, boolean cookie) {
    if (cookie) {
      return c == '\n' || c == '\r' || c == '"' || c == '\'' || c == '<' || c == '>' || c == '\\';
    }
    return Character.isWhitespace(c) || WORD_ENDS.indexOf(c) >= 0;
  }
}
