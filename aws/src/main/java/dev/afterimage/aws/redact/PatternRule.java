// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets that have a form of their own.
 *
 * @param secret what the group named {@code secret}, or the whole match, must be besides
 */
record PatternRule(
    String kind, List<String> anchors, Pattern pattern, boolean grouped, Predicate<String> secret)
    implements Rule {
  private static final String GROUP = "(?<secret>";

  PatternRule {
    requireNonNull(kind, "kind is null");
    anchors = List.copyOf(anchors);
    requireNonNull(pattern, "pattern is null");
    requireNonNull(secret, "secret is null");
  }

  static PatternRule of(String kind, String anchors, String pattern) {
    return new PatternRule(
        kind,
        List.of(anchors.split(" ", -1)),
        Pattern.compile(pattern),
        pattern.contains(GROUP),
        text -> true);
  }

  PatternRule where(Predicate<String> condition) {
    return new PatternRule(kind, anchors, pattern, grouped, condition);
  }

  @Override
  public void find(String text, int from, int to, List<Finding> findings) {
    Matcher matcher =
        pattern.matcher(text).region(from, to).useTransparentBounds(true).useAnchoringBounds(false);
    while (matcher.find()) {
      int start = grouped ? matcher.start("secret") : matcher.start();
      int end = grouped ? matcher.end("secret") : matcher.end();
      if (start < end && secret.test(text.substring(start, end))) {
        findings.add(new Finding(start, end, kind));
      }
    }
  }
}
