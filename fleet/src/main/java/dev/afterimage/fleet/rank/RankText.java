// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.Finding;
import dev.afterimage.core.contrast.diff.Term;
import dev.afterimage.core.contrast.stats.RiskRatio;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a ranking as plain text. */
public final class RankText {
  private static final MathContext DIGITS = new MathContext(6);

  private final Ranking ranking;
  private final StringBuilder out = new StringBuilder();

  private RankText(Ranking ranking) {
    this.ranking = ranking;
  }

  /** Returns the text. */
  public static String write(Ranking ranking) {
    return new RankText(ranking).write();
  }

  private String write() {
    String unit = ranking.question().unit().table();
    Ranking.Section all = ranking.all();
    line(
        "%d %s failed, %d succeeded where they failed (%s).",
        all.result().failed(), unit, all.result().ok(), String.join(", ", all.places()));
    ranking
        .question()
        .shuffle()
        .ifPresent(
            seed ->
                line(
                    "The outcomes are dealt out at random (seed %d): what stands here is chance.",
                    seed));
    line("");
    section(all, "");
    if (ranking.groups().size() > 1) {
      line("");
      line("By error:");
      ranking.groups().forEach(this::group);
    }
    return out.toString();
  }

  private void group(Ranking.Group group) {
    line("");
    line("%s", group.fingerprint().isEmpty() ? "(no error is given)" : group.fingerprint());
    line(
        "  %d times, from %s to %s",
        group.failed(),
        Instant.ofEpochMilli(group.firstMs()),
        Instant.ofEpochMilli(group.lastMs()));
    group.section().ifPresent(section -> section(section, "  "));
  }

  private void section(Ranking.Section section, String indent) {
    List<Finding> findings = section.result().findings();
    if (findings.isEmpty()) {
      line(
          "%sNothing separates them: of %s combinations none holds at q <= %s.",
          indent, number(section.result().tried()), number(ranking.question().options().q()));
    }
    for (int i = 0; i < findings.size(); i++) {
      finding(i + 1, findings.get(i), indent);
    }
    section.change().ifPresent(change -> change(change, indent));
  }

  private void finding(int number, Finding finding, String indent) {
    line("%s%d. %s", indent, number, words(ranking, finding));
    line("%s   %s", indent, figures(finding));
    for (Finding.Folded folded : finding.folded()) {
      line(
          "%s   also seen with: %s (%s)",
          indent,
          text(folded.combination(), ranking.attributes(), Map.of()),
          rate(folded.counts().failed(), folded.counts().inside()));
    }
  }

  private void change(Ranking.ChangePoint change, String indent) {
    Counts counts = change.counts();
    line(
        "%sMore frequent since %s: %s %s %s",
        indent,
        Instant.ofEpochMilli(change.atMs()),
        change.kind(),
        change.subject(),
        change.name());
    line(
        "%s   before it %s, after it %s; p = %s",
        indent,
        rate(counts.failedOutside(), counts.outside()),
        rate(counts.failed(), counts.inside()),
        q(change.p()));
  }

  /** Returns the words for a finding. */
  public static String words(Ranking ranking, Finding finding) {
    return text(finding.combination(), ranking.attributes(), finding.thresholds());
  }

  /** Returns the rates of a finding, and how sure they are. */
  public static String figures(Finding finding) {
    Counts counts = finding.counts();
    RiskRatio ratio = counts.interval(finding.proof().designEffect());
    return String.format(
        java.util.Locale.ROOT,
        "with it %s, without %s; risk ratio %s (95 %% %s to %s), support %s, q = %s",
        rate(counts.failed(), counts.inside()),
        rate(counts.failedOutside(), counts.outside()),
        number(ratio.value()),
        number(ratio.low()),
        number(ratio.high()),
        number((double) counts.failed() / counts.knownFailed()),
        q(finding.proof().q()));
  }

  private static String text(
      Combination combination,
      List<Attribute> attributes,
      Map<Integer, Partition.Threshold> thresholds) {
    return combination.terms().stream()
        .map(term -> text(term, attributes, thresholds))
        .collect(Collectors.joining(" and "));
  }

  static String text(
      Term term, List<Attribute> attributes, Map<Integer, Partition.Threshold> thresholds) {
    String name = attributes.get(term.attribute()).name();
    Partition.Threshold threshold = thresholds.get(term.attribute());
    String between =
        threshold == null
            ? ""
            : " (any threshold above "
                + number(threshold.from())
                + ", up to "
                + number(threshold.to())
                + ")";
    if (term instanceof Term.Is is) {
      return name + " = " + is.value();
    }
    return term instanceof Term.AtLeast atLeast
        ? name + " >= " + number(atLeast.cut()) + between
        : name + " < " + number(((Term.Below) term).cut()) + between;
  }

  private static String rate(long failed, long of) {
    return failed + " of " + of + " failed";
  }

  private static String q(double value) {
    return value < 1e-300 ? "below 1e-300" : number(value);
  }

  /** Returns a number with six significant digits. */
  public static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (Double.isNaN(value)) {
      return "unknown";
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    boolean plain = value == 0 || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e15);
    return plain ? rounded.toPlainString() : rounded.toString().replace("E", "e");
  }

  private void line(String format, Object... values) {
    out.append(String.format(java.util.Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
