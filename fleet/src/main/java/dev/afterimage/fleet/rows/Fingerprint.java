// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import dev.afterimage.core.history.ErrorText;
import java.util.Optional;
import java.util.regex.Pattern;

/** An error with what differs between any two of its kind taken out, so that equal ones group. */
public final class Fingerprint {
  private static final int LONGEST = 200;

  /** Ids, times, addresses and numbers; the more telling stand first. */
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(?<uuid>[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})"
              + "|(?<time>\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?"
              + "(?:Z|[+-]\\d{2}:?\\d{2})?)?)"
              + "|(?<arn>arn:[\\w-]+:[\\w-]+:[^\\s\"',;)]+)"
              + "|(?<hex>\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,}\\b|\\b0x[0-9a-fA-F]+\\b)"
              + "|(?<id>\\b[A-Za-z]+[_-](?=[\\w-]*\\d)[\\w-]{6,}\\b)"
              + "|(?<number>\\d+(?:\\.\\d+)*)");

  private Fingerprint() {}

  /** Returns the fingerprint of an error and its cause, as Step Functions gives them. */
  public static Optional<String> of(Optional<String> error, Optional<String> cause) {
    if (error.isEmpty() && cause.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(of(error.orElse(""), ErrorText.of(cause).message()));
  }

  /** Returns the fingerprint of an error's name and message. */
  public static String of(String error, String message) {
    String line = message.strip().lines().findFirst().orElse("").strip();
    String short1 = line.length() > 2 * LONGEST ? line.substring(0, 2 * LONGEST) : line;
    String plain =
        VARIABLE
            .matcher(short1)
            .replaceAll(
                match ->
                    java.util.regex.Matcher.quoteReplacement(
                        "<" + kind((java.util.regex.Matcher) match) + ">"));
    String text = plain.isEmpty() ? error : error.isEmpty() ? plain : error + ": " + plain;
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }

  private static String kind(java.util.regex.Matcher match) {
    for (String name : new String[] {"uuid", "time", "arn", "hex", "id", "number"}) {
      if (match.group(name) != null) {
        return name;
      }
    }
    throw new IllegalStateException("a match without a group");
  }
}
