// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static dev.afterimage.core.provenance.TestingProvenance.AFTER;
import static dev.afterimage.core.provenance.TestingProvenance.NEW;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.asking;
import static dev.afterimage.core.provenance.TestingProvenance.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.provenance.FunctionImages.Verdict;
import dev.afterimage.core.provenance.ImageInForce.Grade;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingTrail;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How well it is proved which image ran: each grade, and what does not earn it. */
class ImageGradesTest {
  private static final String YESTERDAY = "2026-02-28T10:00:00Z";
  private static final String BETWEEN = "2026-03-01T10:30:00Z";
  private static final String IN_B = "2026-03-01T11:00:00Z";

  private static void is(ImageInForce image, String sha, Grade grade) {
    assertThat(image.digest()).contains(digest(sha));
    assertThat(image.proof().grade()).as(image.proof().because()).isEqualTo(grade);
    assertThat(image.proof().evidence()).isNotEmpty();
  }

  private static void isOne(List<ImageInForce> images, String sha, Grade grade) {
    assertThat(images).hasSize(1);
    is(images.get(0), sha, grade);
  }

  private static void verdict(TestingProvenance testing, Verdict verdict) {
    assertThat(testing.images().verdict()).isEqualTo(verdict);
  }

  // Published versions

  @Test
  void numberedVersion_isProved_whenverItWasAsked() {
    isOne(asking("poll:7").function("7", OLD, YESTERDAY, "").b(), OLD, Grade.PROVED);
  }

  @Test
  void versionOfTheLogs_isProved() {
    List<ImageInForce> images =
        asking("poll:live")
            .served("AB", 1, "7", "2026-03-01T09:00:00Z")
            .function("7", OLD, YESTERDAY, "")
            .b();

    isOne(images, OLD, Grade.PROVED);
    assertThat(images.get(0).version()).isEqualTo("7");
  }

  @Test
  void versionThatNoAnswerShows_isUnknown() {
    ImageInForce image = asking("poll:7").function("8", OLD, YESTERDAY, AFTER).b().get(0);

    assertThat(image.digest()).isEmpty();
    assertThat(image.proof().grade()).isEqualTo(Grade.UNKNOWN);
    assertThat(image.proof().because()).contains("version 7");
  }

  @Test
  void publishInTheTrail_showsTheVersionsCode() {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "PublishVersion20150331",
                "2026-03-01T08:00:00Z",
                "{'functionName': 'poll'}",
                "{'functionName': 'poll', 'version': '7', 'packageType': 'Image', 'codeSha256': '"
                    + OLD
                    + "'}");

    isOne(asking("poll:7").trail(trail).b(), OLD, Grade.PROVED);
  }

  @Test
  void twoVersions_ofOneDigest_areTheSame_andOfTwo_areDifferent() {
    TestingProvenance same =
        asking("poll:live")
            .served("A", 1, "7", "2026-03-01T09:00:00Z")
            .served("B", 2, "8", "2026-03-01T10:50:00Z")
            .function("7", OLD, YESTERDAY, "")
            .function("8", OLD, BETWEEN, "");
    TestingProvenance different =
        asking("poll:live")
            .served("A", 1, "7", "2026-03-01T09:00:00Z")
            .served("B", 2, "8", "2026-03-01T10:50:00Z")
            .function("7", OLD, YESTERDAY, "")
            .function("8", NEW, BETWEEN, "");

    verdict(same, Verdict.SAME);
    verdict(different, Verdict.DIFFERENT);
  }

  // Sandboxes

  @Test
  void sandboxThatServedBoth_provesSameness_withoutAnyAnswer() {
    FunctionImages images =
        asking("poll").served("AB", 1, "$LATEST", "2026-03-01T09:00:00Z").images();

    assertThat(images.verdict()).isEqualTo(Verdict.SAME);
    assertThat(images.proof().text()).startsWith("proved: 1 sandbox served both runs");
    assertThat(images.proof().evidence()).hasSize(1);
    assertThat(images.b().get(0).digest()).isEmpty();
  }

  @Test
  void sandboxesOfTheirOwn_proveNothing() {
    verdict(
        asking("poll")
            .served("A", 1, "$LATEST", "2026-03-01T09:00:00Z")
            .served("B", 2, "$LATEST", "2026-03-01T10:50:00Z"),
        Verdict.UNKNOWN);
  }

  // An answer that covers the run

  @Test
  void changedBeforeAndAskedAfter_isProved() {
    TestingProvenance testing = asking("poll").function("$LATEST", OLD, YESTERDAY, AFTER);

    isOne(testing.b(), OLD, Grade.PROVED);
    verdict(testing, Verdict.SAME);
  }

  @Test
  void changedBetweenTheRuns_isProvedForTheLaterAlone() {
    FunctionImages images = asking("poll").function("$LATEST", NEW, BETWEEN, AFTER).images();

    isOne(images.b(), NEW, Grade.PROVED);
    is(images.a().get(0), NEW, Grade.UNKNOWN);
    assertThat(images.verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void askedBeforeTheRunWasOver_isALead() {
    ImageInForce image =
        asking("poll").function("$LATEST", OLD, YESTERDAY, "2026-03-01T10:59:00Z").b().get(0);

    is(image, OLD, Grade.UNKNOWN);
    assertThat(image.proof().because()).contains("asked before its end");
  }

  @Test
  void askedNobodyKnowsWhen_isALead() {
    ImageInForce image = asking("poll").function("$LATEST", OLD, YESTERDAY, "").b().get(0);

    is(image, OLD, Grade.UNKNOWN);
    assertThat(image.proof().because()).contains("no manifest tells when");
  }

  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Failed"})
  void updateThatIsNotInForce_showsNotWhatRan(String status) {
    ImageInForce image =
        asking("poll").function("$LATEST", NEW, YESTERDAY, AFTER, status).b().get(0);

    is(image, NEW, Grade.UNKNOWN);
    assertThat(image.proof().because()).contains("had not come into force");
  }

  @Test
  void changedJustBeforeTheRun_mayNotHaveBeenInForce() {
    TestingProvenance testing =
        asking("poll").function("$LATEST", NEW, "2026-03-01T10:59:50Z", AFTER);

    isOne(testing.b(), NEW, Grade.AMBIGUOUS);
  }

  @Test
  void changedJustBeforeTheRun_isProved_whereAnAnswerShowsItInForce() {
    TestingProvenance testing =
        asking("poll")
            .function("$LATEST", NEW, "2026-03-01T10:59:50Z", "2026-03-01T10:59:58Z")
            .function("$LATEST", NEW, "2026-03-01T10:59:50Z", AFTER);

    isOne(testing.b(), NEW, Grade.PROVED);
  }

  @Test
  void configurationChangedJustBeforeTheRun_leavesTheCode() {
    TestingProvenance testing =
        asking("poll")
            .function("$LATEST", OLD, "2026-03-01T10:59:50Z", AFTER)
            .trail(new TestingTrail());

    isOne(testing.b(), OLD, Grade.PROVED);
  }

  // CloudTrail

  @Test
  void updateInTheTrail_isReconstructed() {
    TestingProvenance testing =
        asking("poll")
            .trail(
                new TestingTrail()
                    .updateCode("poll", "2026-03-01T08:00:00Z", OLD)
                    .updateCode("poll", BETWEEN, NEW));

    isOne(testing.images().a(), OLD, Grade.RECONSTRUCTED);
    isOne(testing.b(), NEW, Grade.RECONSTRUCTED);
    verdict(testing, Verdict.DIFFERENT);
  }

  @Test
  void answerOfAnotherTime_reachesTheRun_whereTheTrailShowsNoUpdate() {
    TestingProvenance before =
        asking("poll").function("$LATEST", OLD, YESTERDAY, "2026-03-01T09:00:00Z");
    TestingProvenance after =
        asking("poll").function("$LATEST", OLD, "2026-03-01T11:20:00Z", "2026-03-01T11:50:00Z");

    isOne(before.trail(new TestingTrail()).b(), OLD, Grade.RECONSTRUCTED);
    isOne(after.trail(new TestingTrail()).images().a(), OLD, Grade.RECONSTRUCTED);
  }

  @Test
  void answerOfAnotherTime_isALead_whereTheTrailShowsAnUpdate() {
    TestingProvenance testing =
        asking("poll")
            .function("$LATEST", OLD, "2026-03-01T11:20:00Z", "2026-03-01T11:50:00Z")
            .trail(new TestingTrail().updateCode("poll", "2026-03-01T11:20:00Z", OLD));

    assertThat(testing.b()).allMatch(image -> image.proof().grade() == Grade.UNKNOWN);
  }

  @Test
  void trailThatDoesNotCoverTheRun_reconstructsNothing() {
    TestingProvenance testing =
        asking("poll")
            .answer(
                "cloudtrail:LookupEvents",
                "{'StartTime': '2026-03-01T00:00:00Z', 'EndTime': '2026-03-01T09:00:00Z'}",
                AFTER,
                new TestingTrail().updateCode("poll", "2026-03-01T08:00:00Z", OLD).answer());

    assertThat(testing.b().get(0).proof().grade()).isEqualTo(Grade.UNKNOWN);
  }

  @Test
  void tryThatChangesNothing_isNoUpdate() {
    TestingTrail trail = new TestingTrail().updateCode("poll", "2026-03-01T08:00:00Z", OLD);
    trail.call(
        "lambda",
        "UpdateFunctionCode20150331v2",
        BETWEEN,
        "{'functionName': 'poll', 'dryRun': true}",
        "{'functionName': 'poll', 'codeSha256': '" + NEW + "'}");

    isOne(asking("poll").trail(trail).b(), OLD, Grade.RECONSTRUCTED);
  }

  @Test
  void updateThatFailedLater_isNone() {
    TestingTrail trail =
        new TestingTrail()
            .updateCode("poll", "2026-03-01T08:00:00Z", OLD)
            .updateCode("poll", IN_B, NEW);
    TestingProvenance testing =
        asking("poll").trail(trail).function("$LATEST", NEW, IN_B, AFTER, "Failed");

    assertThat(testing.b())
        .noneMatch(image -> image.digest().equals(java.util.Optional.of(digest(NEW))));
  }

  // An update inside of the run

  private static TestingTrail updatedAt(String at) {
    return new TestingTrail()
        .updateCode("poll", "2026-03-01T08:00:00Z", OLD)
        .updateCode("poll", at, NEW);
  }

  @Test
  void updateInsideOfTheRun_namesBothDigests() {
    List<ImageInForce> images = asking("poll").trail(updatedAt(IN_B)).b();

    assertThat(images).hasSize(2);
    is(images.get(0), OLD, Grade.AMBIGUOUS);
    is(images.get(1), NEW, Grade.AMBIGUOUS);
  }

  @Test
  void updateJustBeforeTheRun_namesBothDigests() {
    // The event's time is the call's: the code comes into force later.
    List<ImageInForce> images = asking("poll").trail(updatedAt("2026-03-01T10:59:30Z")).b();

    assertThat(images).hasSize(2).allMatch(i -> i.proof().grade() == Grade.AMBIGUOUS);
  }

  @Test
  void sandboxOpenedBeforeTheUpdate_hasTheOldCode() {
    TestingProvenance testing =
        asking("poll").served("B", 1, "$LATEST", "2026-03-01T10:50:00Z").trail(updatedAt(IN_B));

    isOne(testing.b(), OLD, Grade.RECONSTRUCTED);
    assertThat(testing.b().get(0).uses().sandboxes()).hasSize(1);
    assertThat(testing.b().get(0).uses().steps()).containsExactly("T");
  }

  @Test
  void sandboxOpenedWhileTheUpdateWasOnItsWay_mayHaveEither() {
    TestingProvenance testing =
        asking("poll")
            .served("B", 1, "$LATEST", "2026-03-01T11:00:00.010Z")
            .trail(updatedAt("2026-03-01T10:59:58Z"));

    assertThat(testing.b()).hasSize(2).allMatch(i -> i.proof().grade() == Grade.AMBIGUOUS);
  }

  @Test
  void sandboxOpenedAfterTheUpdateCameIntoForce_hasTheNewCode() {
    TestingProvenance testing =
        asking("poll")
            .served("B", 1, "$LATEST", "2026-03-01T11:00:00.010Z")
            .function("$LATEST", NEW, "2026-03-01T10:59:30Z", "2026-03-01T10:59:50Z")
            .trail(updatedAt("2026-03-01T10:59:30Z"));

    isOne(testing.b(), NEW, Grade.RECONSTRUCTED);
  }

  @Test
  void updateLongBeforeTheRun_isNoOverlap() {
    isOne(asking("poll").trail(updatedAt("2026-03-01T10:57:00Z")).b(), NEW, Grade.RECONSTRUCTED);
  }

  @Test
  void twoUpdatesAroundTheRun_nameAllThreeDigests() {
    TestingTrail trail = updatedAt("2026-03-01T10:59:00Z");
    String third = "c".repeat(64);
    List<ImageInForce> images = asking("poll").trail(trail.updateCode("poll", IN_B, third)).b();

    assertThat(images)
        .extracting(image -> image.digest().orElse(""))
        .containsExactly(digest(OLD), digest(NEW), digest(third));
  }

  @Test
  void updateWithoutCoverage_isAmbiguous() {
    TestingProvenance testing =
        asking("poll")
            .served("B", 1, "$LATEST", "2026-03-01T10:50:00Z")
            .answer("", "{}", "", updatedAt(IN_B).answer());

    isOne(testing.b(), OLD, Grade.AMBIGUOUS);
  }

  // Unknown, and leads

  @Test
  void nothing_isUnknown() {
    ImageInForce image = asking("poll").b().get(0);

    assertThat(image.digest()).isEmpty();
    assertThat(image.proof().grade()).isEqualTo(Grade.UNKNOWN);
    assertThat(image.isKnown()).isFalse();
  }

  @Test
  void deniedCall_isNamed() {
    ImageInForce image =
        asking("poll").denied("lambda:GetFunction", "lambda:GetFunction").b().get(0);

    assertThat(image.proof().because()).contains("lambda:GetFunction got no answer");
  }

  @Test
  void runBeyondTheTrailsMemory_isNamed() {
    TestingProvenance testing =
        asking("poll")
            .function("$LATEST", NEW, "2026-07-01T00:00:00Z", "2026-07-02T00:00:00Z")
            .answer(
                "cloudtrail:LookupEvents",
                "{'StartTime': '2026-04-03T00:00:00Z', 'EndTime': '2026-07-02T00:00:00Z'}",
                "2026-07-02T00:00:00Z",
                new TestingTrail().answer());

    is(testing.b().get(0), NEW, Grade.UNKNOWN);
    assertThat(testing.b().get(0).proof().because()).contains("beyond the 90 days");
  }

  @Test
  void tagThatMoved_isNoProof() {
    TestingProvenance testing =
        asking("poll")
            .function("$LATEST", OLD, YESTERDAY, AFTER)
            .answer(
                "ecr:DescribeImages",
                "{}",
                AFTER,
                TestingCase.json(
                    "{'imageDetails': [{'imageDigest': 'sha256:"
                        + NEW
                        + "', 'repositoryName': 'repo', 'imageTags': ['latest'],"
                        + " 'imagePushedAt': '"
                        + BETWEEN
                        + "'}]}"));

    verdict(testing, Verdict.SAME);
    isOne(testing.b(), OLD, Grade.PROVED);
  }

  @Test
  void pushBetweenTheRuns_updatesNoFunction() {
    TestingTrail trail = new TestingTrail().updateCode("poll", "2026-03-01T08:00:00Z", OLD);
    trail.call(
        "ecr",
        "PutImage",
        BETWEEN,
        "{'repositoryName': 'repo', 'imageTag': 't'}",
        "{'image': {'imageId': {'imageDigest': 'sha256:" + NEW + "'}}}");

    isOne(asking("poll").trail(trail).b(), OLD, Grade.RECONSTRUCTED);
  }

  @Test
  void zipPackage_isComparedByItsCodeSha256() {
    TestingProvenance testing = asking("poll:7");
    testing.answer(
        "lambda:GetFunctionConfiguration",
        "{}",
        AFTER,
        TestingCase.json(
            "{'FunctionName': 'poll', 'Version': '7', 'PackageType': 'Zip', 'CodeSha256':"
                + " 'Kz0bVQ3n2m5b8Qx1w9yE0aB2cD3eF4gH5iJ6kL7mN8o='}"));
    FunctionImages images = testing.images();

    assertThat(images.type()).contains(FunctionState.PackageType.ZIP);
    assertThat(images.b().get(0).digest()).contains("Kz0bVQ3n2m5b8Qx1w9yE0aB2cD3eF4gH5iJ6kL7mN8o=");
    assertThat(images.verdict()).isEqualTo(Verdict.SAME);
  }
}
