// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static dev.afterimage.core.provenance.TestingProvenance.AFTER;
import static dev.afterimage.core.provenance.TestingProvenance.NEW;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.asking;
import static dev.afterimage.core.provenance.TestingProvenance.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.history.FunctionName;
import dev.afterimage.core.provenance.ImageInForce.Grade;
import dev.afterimage.core.testing.TestingTrail;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which image a function ran at a moment. */
class ImageHistoryTest {
  private static List<ImageInForce> at(TestingProvenance testing, String function, String moment) {
    return ImageHistory.of(testing.evidence())
        .at(FunctionName.parse(function).orElseThrow(), Instant.parse(moment));
  }

  private static TestingProvenance updated() {
    return asking("poll")
        .trail(
            new TestingTrail()
                .updateCode("poll", "2026-03-01T08:00:00Z", OLD)
                .updateCode("poll", "2026-03-01T10:30:00Z", NEW));
  }

  private static void isOne(List<ImageInForce> images, String sha, Grade grade) {
    assertThat(images).hasSize(1);
    assertThat(images.get(0).digest()).contains(digest(sha));
    assertThat(images.get(0).proof().grade()).isEqualTo(grade);
  }

  @Test
  void momentBetweenTwoUpdates_hasTheFirst() {
    isOne(at(updated(), "poll", "2026-03-01T09:00:00Z"), OLD, Grade.RECONSTRUCTED);
    isOne(at(updated(), "poll:$LATEST", "2026-03-01T10:29:59Z"), OLD, Grade.RECONSTRUCTED);
  }

  @Test
  void momentAfterAnUpdate_hasIt() {
    isOne(at(updated(), "poll", "2026-03-01T11:30:00Z"), NEW, Grade.RECONSTRUCTED);
  }

  @Test
  void momentWhileAnUpdateIsOnItsWay_hasEither() {
    List<ImageInForce> images = at(updated(), "poll", "2026-03-01T10:30:20Z");

    assertThat(images)
        .extracting(image -> image.digest().orElse(""))
        .containsExactly(digest(OLD), digest(NEW));
    assertThat(images).allMatch(image -> image.proof().grade() == Grade.AMBIGUOUS);
  }

  @Test
  void momentBeforeAllUpdates_isUnknown() {
    assertThat(at(updated(), "poll", "2026-03-01T01:00:00Z"))
        .singleElement()
        .matches(image -> image.proof().grade() == Grade.UNKNOWN);
  }

  @Test
  void momentWithinAnAnswer_isProved() {
    TestingProvenance testing =
        asking("poll").function("$LATEST", OLD, "2026-02-01T00:00:00Z", AFTER);

    isOne(at(testing, "poll", "2026-02-15T00:00:00Z"), OLD, Grade.PROVED);
    isOne(
        at(testing, "arn:aws:lambda:r:1:function:poll", "2026-02-15T00:00:00Z"), OLD, Grade.PROVED);
  }

  @Test
  void version_isProvedAtAnyMoment() {
    TestingProvenance testing = asking("poll").function("7", OLD, "2026-02-01T00:00:00Z", "");

    isOne(at(testing, "poll:7", "2026-03-01T10:00:00Z"), OLD, Grade.PROVED);
  }

  @Test
  void alias_leadsToWhatItLedToThen() {
    TestingProvenance testing =
        asking("poll")
            .function("7", OLD, "2026-02-01T00:00:00Z", "")
            .function("8", NEW, "2026-02-01T00:00:00Z", "")
            .trail(
                new TestingTrail()
                    .alias("poll", "live", "2026-03-01T08:00:00Z", "7", "")
                    .alias("poll", "live", "2026-03-01T10:30:00Z", "8", ""));

    isOne(at(testing, "poll:live", "2026-03-01T09:00:00Z"), OLD, Grade.RECONSTRUCTED);
    isOne(at(testing, "poll:live", "2026-03-01T11:30:00Z"), NEW, Grade.RECONSTRUCTED);
  }

  @Test
  void functions_areThoseTheEvidenceSpeaksOf() {
    assertThat(ImageHistory.of(updated().evidence()).functions()).containsExactly("poll");
  }
}
