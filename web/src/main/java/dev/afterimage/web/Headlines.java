// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import dev.afterimage.report.Moments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a finding as a heading shows them; the exact ones stand behind it. */
final class Headlines {
  private static final String MILLISECONDS = "_ms";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,9})?");
  private static final Pattern DIGEST = Pattern.compile("(sha256:[0-9a-f]{12})[0-9a-f]{52}");
  private static final Pattern THRESHOLD =
      Pattern.compile(
          "(\\w{1,60})_ms (>=|<=|<|>) (\\d{1,15}(?:\\.\\d{1,9})?)"
              + "(?: \\(any threshold above [\\d.]{1,25}, up to [\\d.]{1,25}\\))?");

  private Headlines() {}

  /** Returns a finding with digests shortened and milliseconds as durations. */
  static String finding(String words) {
    String brief = DIGEST.matcher(words).replaceAll("$1…");
    return THRESHOLD
        .matcher(brief)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1) + " " + match.group(2) + " " + duration(match.group(3))));
  }

  /** Returns the name of a span of values, or of a value, of an attribute. */
  static String value(String attribute, String label) {
    return attribute.endsWith(MILLISECONDS)
        ? NUMBER.matcher(label).replaceAll(Headlines::duration)
        : DIGEST.matcher(label).replaceAll("$1…");
  }

  private static String duration(MatchResult match) {
    return duration(match.group());
  }

  private static String duration(String millis) {
    return Moments.words(
        Duration.ofMillis(new BigDecimal(millis).setScale(0, RoundingMode.HALF_EVEN).longValue()));
  }
}
