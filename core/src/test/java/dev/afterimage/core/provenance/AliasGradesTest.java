// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static dev.afterimage.core.provenance.TestingProvenance.AFTER;
import static dev.afterimage.core.provenance.TestingProvenance.NEW;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.asking;
import static dev.afterimage.core.provenance.TestingProvenance.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.provenance.ImageInForce.Grade;
import dev.afterimage.core.testing.TestingTrail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an alias led to: where it leads now is a lead, as long as nobody knows whether it moved. */
class AliasGradesTest {
  private static final String EARLY = "2026-03-01T08:00:00Z";

  private static TestingProvenance live() {
    return asking("poll:live").function("7", OLD, EARLY, AFTER).function("8", NEW, EARLY, AFTER);
  }

  private static void is(List<ImageInForce> images, String version, String sha, Grade grade) {
    assertThat(images).hasSize(1);
    assertThat(images.get(0).version()).isEqualTo(version);
    assertThat(images.get(0).digest()).contains(digest(sha));
    assertThat(images.get(0).proof().grade()).as(images.get(0).proof().because()).isEqualTo(grade);
  }

  @Test
  void aliasAskedAfterTheRun_isALead() {
    is(live().alias("live", "7", "", AFTER).b(), "7", OLD, Grade.UNKNOWN);
  }

  @Test
  void aliasAskedNobodyKnowsWhen_isALead() {
    is(live().alias("live", "7", "", "").b(), "7", OLD, Grade.UNKNOWN);
  }

  @Test
  void aliasThatNobodyMoved_isReconstructed() {
    TestingProvenance later =
        live().alias("live", "7", "", "2026-03-01T11:50:00Z").trail(new TestingTrail());
    TestingProvenance earlier =
        live().alias("live", "7", "", "2026-03-01T09:00:00Z").trail(new TestingTrail());

    is(later.b(), "7", OLD, Grade.RECONSTRUCTED);
    is(earlier.b(), "7", OLD, Grade.RECONSTRUCTED);
  }

  @Test
  void aliasMovedBetweenTheRuns_ledToBoth() {
    FunctionImages images =
        live()
            .trail(
                new TestingTrail()
                    .alias("poll", "live", EARLY, "7", "")
                    .alias("poll", "live", "2026-03-01T10:30:00Z", "8", ""))
            .images();

    is(images.a(), "7", OLD, Grade.RECONSTRUCTED);
    is(images.b(), "8", NEW, Grade.RECONSTRUCTED);
    assertThat(images.verdict()).isEqualTo(FunctionImages.Verdict.DIFFERENT);
  }

  @Test
  void aliasMovedAfterTheRuns_doesNotReachBack() {
    TestingProvenance testing =
        live()
            .alias("live", "8", "", AFTER)
            .trail(
                new TestingTrail()
                    .alias("poll", "live", EARLY, "7", "")
                    .alias("poll", "live", "2026-03-01T11:30:00Z", "8", ""));

    is(testing.b(), "7", OLD, Grade.RECONSTRUCTED);
  }

  @Test
  void aliasMovedInsideOfTheRun_isAmbiguous() {
    List<ImageInForce> images =
        live()
            .trail(
                new TestingTrail()
                    .alias("poll", "live", EARLY, "7", "")
                    .alias("poll", "live", "2026-03-01T11:00:00.050Z", "8", ""))
            .b();

    assertThat(images).extracting(ImageInForce::version).containsExactly("7", "8");
    assertThat(images).allMatch(image -> image.proof().grade() == Grade.AMBIGUOUS);
  }

  @Test
  void weightedAlias_namesBothDigests() {
    List<ImageInForce> images =
        live().alias("live", "7", "8", "2026-03-01T11:50:00Z").trail(new TestingTrail()).b();

    assertThat(images).extracting(ImageInForce::version).containsExactly("7", "8");
    assertThat(images).allMatch(image -> image.proof().grade() == Grade.AMBIGUOUS);
    assertThat(images.get(0).proof().because()).contains("7 and 8");
  }

  @Test
  void weightedAlias_isSettledByTheLogs() {
    List<ImageInForce> images =
        live()
            .served("AB", 1, "8", "2026-03-01T09:00:00Z")
            .alias("live", "7", "8", "2026-03-01T11:50:00Z")
            .trail(new TestingTrail())
            .b();

    is(images, "8", NEW, Grade.PROVED);
  }

  @Test
  void twoVersionsInOneRun_areTwoImages() {
    FunctionImages images =
        live()
            .served("B", 1, "7", "2026-03-01T10:50:00Z")
            .served("B", 2, "8", "2026-03-01T10:50:00Z")
            .images();

    assertThat(images.b()).extracting(ImageInForce::version).contains("7", "8");
  }

  @Test
  void aliasOfAnotherFunction_tellsNothing() {
    TestingTrail trail = new TestingTrail().alias("other", "live", EARLY, "7", "");
    ImageInForce image = live().trail(trail).b().get(0);

    assertThat(image.digest()).isEmpty();
    assertThat(image.proof().because()).contains("which version the alias live led to");
  }

  @Test
  void aliasToAVersionThatNoAnswerShows_isUnknown() {
    ImageInForce image =
        asking("poll:live")
            .alias("live", "9", "", "2026-03-01T11:50:00Z")
            .trail(new TestingTrail())
            .b()
            .get(0);

    assertThat(image.digest()).isEmpty();
    assertThat(image.proof().grade()).isEqualTo(Grade.UNKNOWN);
  }
}
