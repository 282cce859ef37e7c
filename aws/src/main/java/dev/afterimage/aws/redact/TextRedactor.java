// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import dev.afterimage.aws.redact.Rule.Finding;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;

/** Redacts text that is no JSON: finds secrets by their form and by the names before them. */
final class TextRedactor {
  /** Words of JSON that no rule of text asks for: they say what the values around them are. */
  private static final List<String> STRUCTURE = List.of("environment", "\"env", "securestring");

  private static final List<String> WORDS = words();
  private static final Anchors ANCHORS = new Anchors(WORDS);
  private static final List<BitSet> NEEDED = needed();

  private final Mark mark;

  TextRedactor(Mark mark) {
    this.mark = mark;
  }

  private static List<String> words() {
    List<String> words = new ArrayList<>(STRUCTURE);
    Rules.ALL.forEach(rule -> words.addAll(rule.anchors()));
    return words.stream().distinct().toList();
  }

  private static List<BitSet> needed() {
    List<BitSet> needed = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      BitSet any = new BitSet();
      rule.anchors().forEach(word -> any.set(WORDS.indexOf(word)));
      needed.add(any);
    }
    return needed;
  }

  /** Whether a text may hold a secret; most hold none, and that is told fast. */
  static boolean mayHoldSecret(String text) {
    return ANCHORS.isAnyIn(text) || AwsSecretKeyRule.isIn(text);
  }

  /** Returns the text with its secrets replaced; the same text where there are none. */
  String redact(String text) {
    String current = text;
    // What a mark leaves of its surroundings may be a secret of another rule's form.
    for (List<Finding> found = find(current); !found.isEmpty(); found = find(current)) {
      current = replace(current, found);
    }
    return current;
  }

  private String replace(String text, List<Finding> findings) {
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    for (Finding finding : findings) {
      result.append(text, at, finding.start());
      result.append(mark.of(finding.kind(), text.substring(finding.start(), finding.end())));
      at = finding.end();
    }
    return result.append(text, at, text.length()).toString();
  }

  private static List<Finding> find(String text) {
    BitSet present = ANCHORS.in(text);
    List<Finding> findings = new ArrayList<>();
    if (!Mark.mayBeIn(text)) {
      find(text, 0, text.length(), present, findings);
      return withoutOverlap(findings);
    }
    Matcher marks = Mark.in(text);
    int at = 0;
    while (marks.find()) {
      find(text, at, marks.start(), present, findings);
      at = marks.end();
    }
    find(text, at, text.length(), present, findings);
    return withoutOverlap(findings);
  }

  private static void find(String text, int from, int to, BitSet present, List<Finding> findings) {
    for (int i = 0; i < Rules.ALL.size() && from < to; i++) {
      BitSet needed = NEEDED.get(i);
      if (needed.isEmpty() || needed.intersects(present)) {
        Rules.ALL.get(i).find(text, from, to, findings);
      }
    }
  }

  /** Of findings that overlap the first counts, and of those that start together the longest. */
  private static List<Finding> withoutOverlap(List<Finding> findings) {
    if (findings.isEmpty()) {
      return findings;
    }
    findings.sort(
        Comparator.comparingInt(Finding::start)
            .thenComparing(Finding::end, Comparator.reverseOrder()));
    List<Finding> kept = new ArrayList<>();
    int end = 0;
    for (Finding finding : findings) {
      if (finding.start() >= end) {
        kept.add(finding);
        end = finding.end();
      }
    }
    return kept;
  }
}
