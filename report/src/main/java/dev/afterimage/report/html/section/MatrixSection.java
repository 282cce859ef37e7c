// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.diagnosis.Claim;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.report.Names;
import dev.afterimage.report.Numbers;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * Causes against evidence: what speaks for each, what against it, what is missing.
 *
 * @param columns the sources of evidence that any cause draws on
 * @param standing the causes that the evidence leaves standing, the best first
 * @param ruledOut the refuted ones
 * @param untested the ids of those that nothing here bears on
 */
public record MatrixSection(
    List<String> columns, List<Row> standing, List<Row> ruledOut, List<String> untested) {

  /** One cause. */
  public record Row(Cause cause, List<Cell> cells, List<ClaimView> claims, List<Open> open) {
    /** Returns the claims for the cause, or those against it. */
    public List<ClaimView> claims(boolean supporting) {
      return claims.stream().filter(claim -> claim.supports() == supporting).toList();
    }
  }

  /** A cause and its verdict. */
  public record Cause(String id, String title, String verdict, String confidence, String crucial) {}

  /**
   * What one source of evidence says of a cause.
   *
   * @param missing whether something of this source would decide
   */
  public record Cell(String column, int supporting, int opposing, boolean missing) {
    /** Returns the cell in words, for those who do not see it. */
    public String words() {
      List<String> words = new ArrayList<>();
      if (supporting > 0) {
        words.add(supporting + " for");
      }
      if (opposing > 0) {
        words.add(opposing + " against");
      }
      if (missing) {
        words.add("missing");
      }
      return words.isEmpty() ? "nothing" : String.join(", ", words);
    }
  }

  /** A claim for or against a cause. */
  public record ClaimView(boolean supports, String text, String weight, List<RefLink> refs) {}

  /** What would decide a cause. */
  public record Open(String text, String how, String iamAction) {}

  /** Makes the section. */
  public static MatrixSection of(Subject subject) {
    EvidenceColumns columns = new EvidenceColumns(subject.situation().evidence());
    List<Hypothesis> tested = subject.story().tested();
    List<String> used = columns.used(tested);
    List<Row> standing = new ArrayList<>();
    List<Row> ruledOut = new ArrayList<>();
    for (Hypothesis hypothesis : tested) {
      boolean refuted = hypothesis.verdict() == Verdict.REFUTED;
      (refuted ? ruledOut : standing).add(row(hypothesis, columns, used, subject));
    }
    return new MatrixSection(used, standing, ruledOut, subject.story().untested());
  }

  private static Row row(
      Hypothesis hypothesis, EvidenceColumns columns, List<String> used, Subject subject) {
    List<ClaimView> claims = new ArrayList<>();
    hypothesis.supporting().forEach(claim -> claims.add(claim(claim, true, subject)));
    hypothesis.opposing().forEach(claim -> claims.add(claim(claim, false, subject)));
    return new Row(
        new Cause(
            hypothesis.id(),
            hypothesis.cause().title(),
            Names.of(hypothesis.verdict()),
            Confidence.text(hypothesis.confidence()),
            hypothesis.cause().crucial()),
        used.stream().map(column -> columns.cell(column, hypothesis)).toList(),
        claims,
        hypothesis.wouldDecide().stream().map(MatrixSection::open).toList());
  }

  private static ClaimView claim(Claim claim, boolean supports, Subject subject) {
    return new ClaimView(
        supports,
        Safe.line(claim.text()),
        Numbers.text(claim.weight()),
        subject.links(claim.evidence()));
  }

  private static Open open(WouldDecide what) {
    return new Open(
        Safe.line(what.text()),
        Safe.line(what.call().or(what::experiment).orElse("")),
        what.iamAction().orElse(""));
  }
}
