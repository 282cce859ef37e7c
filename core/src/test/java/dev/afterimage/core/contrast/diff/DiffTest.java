// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.column.CohortBuilder;
import dev.afterimage.core.contrast.column.ColumnCohort;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DiffTest {
  private static final DiffOptions OPTIONS = DiffOptions.DEFAULT;
  private static final TestingRows.Rule CHANCE = (row, random) -> random.nextInt(20) == 0;

  @Test
  void oneValue_isFound_andNothingElse() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(
            4000, 1, (row, random) -> row.colour().equals("c3") && random.nextInt(2) == 0);

    List<Finding> findings = Diff.of(TestingRows.cohort(rows), OPTIONS).findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).combination()).isEqualTo(Combination.of(new Term.Is(0, "c3")));
    assertThat(findings.get(0).proof().q()).isLessThan(1e-10);
  }

  @Test
  void threshold_isExact() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(4000, 2, (row, random) -> row.age() >= 855.07);

    Finding finding = Diff.of(TestingRows.cohort(rows), OPTIONS).findings().get(0);
    Partition.Threshold threshold = Objects.requireNonNull(finding.thresholds().get(2));

    assertThat(finding.combination().terms()).hasSize(1);
    assertThat(threshold.above()).isTrue();
    assertThat(threshold.from()).isLessThan(855.07);
    assertThat(threshold.to()).isGreaterThanOrEqualTo(855.07);
    assertThat(finding.counts().ok()).isZero();
    assertThat(finding.counts().failedOutside()).isZero();
  }

  @Test
  void thresholdFromBelow_isFoundToo() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(4000, 3, (row, random) -> row.hour() < 2 && random.nextInt(3) > 0);

    assertThat(Diff.of(TestingRows.cohort(rows), OPTIONS).findings())
        .extracting(Finding::combination)
        .containsExactly(Combination.of(new Term.Below(3, 2)));
  }

  @Test
  void combinationOfThree_isFoundAsOne() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(
            20_000,
            4,
            (row, random) ->
                row.colour().equals("c1") && row.size().equals("s2") && row.hour() >= 20);

    List<Finding> findings = Diff.of(TestingRows.cohort(rows), OPTIONS).findings();

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).combination())
        .isEqualTo(
            Combination.of(new Term.Is(0, "c1"), new Term.Is(1, "s2"), new Term.AtLeast(3, 20)));
  }

  @Test
  void severalCauses_areToldApart_theClearestFirst() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(
            8000,
            5,
            (row, random) ->
                row.age() >= 900 || (row.colour().equals("c0") && random.nextInt(4) == 0));

    assertThat(Diff.of(TestingRows.cohort(rows), OPTIONS).findings())
        .extracting(finding -> finding.combination().terms().get(0).attribute())
        .containsExactly(2, 0);
  }

  @Test
  void shuffledOutcomes_showNothing() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(2000, 6, (row, random) -> row.age() >= 900 || row.colour().equals("c0"));

    long reported =
        LongStream.rangeClosed(1, 100)
            .mapToObj(seed -> TestingRows.cohort(TestingRows.shuffled(rows, seed)))
            .filter(cohort -> !Diff.of(cohort, OPTIONS).findings().isEmpty())
            .count();

    assertThat(reported).isLessThanOrEqualTo(10);
  }

  @Test
  void failuresByChance_showNothing() {
    assertThat(Diff.of(TestingRows.cohort(TestingRows.rows(5000, 7, CHANCE)), OPTIONS).findings())
        .isEmpty();
  }

  @Test
  void fewFailures_showNothing() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(100, 8, (row, random) -> row.colour().equals("c3")).stream()
            .filter(row -> !row.failed())
            .toList();
    List<TestingRows.TestRow> two =
        java.util.stream.Stream.concat(
                rows.stream(),
                java.util.stream.Stream.of(
                    new TestingRows.TestRow("c3", "s0", 1, 1, true),
                    new TestingRows.TestRow("c3", "s1", 2, 2, true)))
            .toList();

    assertThat(Diff.of(TestingRows.cohort(two), OPTIONS).findings()).isEmpty();
  }

  @Test
  void noFailures_andNoSuccesses_showNothing() {
    List<TestingRows.TestRow> failed = TestingRows.rows(50, 9, (row, random) -> true);
    List<TestingRows.TestRow> ok = TestingRows.rows(50, 9, (row, random) -> false);

    assertThat(Diff.of(TestingRows.cohort(failed), OPTIONS).findings()).isEmpty();
    assertThat(Diff.of(TestingRows.cohort(ok), OPTIONS).findings()).isEmpty();
    assertThat(Diff.of(TestingRows.cohort(List.of()), OPTIONS).findings()).isEmpty();
  }

  @Test
  void rowsOfARun_thatFailTogether_countAsOne() {
    assertThat(Diff.of(outages(false), OPTIONS).findings()).isNotEmpty();
    assertThat(Diff.of(outages(true), OPTIONS).findings()).isEmpty();
  }

  /** Of 60 runs eight fail as a whole; each run has a colour of its 50 rows. */
  private static Cohort outages(boolean clustered) {
    SplittableRandom random = new SplittableRandom(3);
    CohortBuilder builder = ColumnCohort.builder(List.of(Attribute.category("colour")));
    for (int run = 0; run < 60; run++) {
      String colour = "c" + random.nextInt(8);
      boolean failed = random.nextInt(8) == 0;
      for (int row = 0; row < 50; row++) {
        builder.category(0, colour);
        if (clustered) {
          builder.cluster("run " + run);
        }
        builder.end(failed);
      }
    }
    return builder.build();
  }

  @Test
  void unknownValues_areOnNeitherSide() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(3000, 10, (row, random) -> row.age() >= 500 && random.nextInt(2) == 0);

    Finding finding = Diff.of(TestingRows.cohort(rows), OPTIONS).findings().get(0);

    assertThat(finding.counts()).isEqualTo(TestingRows.count(rows, finding.combination()));
    assertThat(finding.counts().known()).isLessThan(rows.size());
  }

  @Test
  void parts_giveTheAnswersOfTheWhole() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(
            6000,
            11,
            (row, random) ->
                row.age() >= 700.5
                    ? random.nextInt(3) == 0
                    : row.colour().equals("c2") && row.hour() < 6);

    assertThat(Diff.of(TestingParts.of(rows, 5), OPTIONS))
        .isEqualTo(Diff.of(TestingRows.cohort(rows), OPTIONS));
  }

  @Test
  void candidates_haveExactCounts() {
    List<TestingRows.TestRow> rows =
        TestingRows.rows(4000, 12, (row, random) -> row.colour().equals("c1") && row.hour() >= 12);

    List<Candidate> candidates = Diff.candidates(TestingRows.cohort(rows), OPTIONS);

    assertThat(candidates).isNotEmpty();
    for (Candidate candidate : candidates) {
      assertThat(candidate.counts()).isEqualTo(TestingRows.count(rows, candidate.combination()));
    }
  }
}
