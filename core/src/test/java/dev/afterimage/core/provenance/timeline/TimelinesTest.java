// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import static dev.afterimage.core.provenance.TestingProvenance.AFTER;
import static dev.afterimage.core.provenance.TestingProvenance.NEW;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.asking;
import static dev.afterimage.core.provenance.TestingProvenance.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.TestingProvenance;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingTrail;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A timeline, a chain and a tag of one function, out of everything that a case can hold. */
class TimelinesTest {
  private static ObjectNode details(String sha, String tags) {
    return TestingCase.json(
        "{'imageDetails': [{'imageDigest': 'sha256:"
            + sha
            + "', 'repositoryName': 'repo', 'imageTags': ["
            + tags
            + "], 'imagePushedAt': '2026-03-01T07:00:00Z'}]}");
  }

  private static ObjectNode function(String sha) {
    ObjectNode json = TestingCase.json("{'Configuration': {}, 'Code': {}}");
    ((ObjectNode) json.path("Configuration"))
        .put("FunctionName", "poll")
        .put("Version", "$LATEST")
        .put("CodeSha256", sha)
        .put("PackageType", "Image")
        .put("LastModified", "2026-03-01T08:00:00Z");
    ((ObjectNode) json.path("Code"))
        .put("ImageUri", "1.dkr.ecr.r.amazonaws.com/repo:latest")
        .put("ResolvedImageUri", "1.dkr.ecr.r.amazonaws.com/repo@sha256:" + sha);
    return json;
  }

  /** Pushed at 7:00, deployed at 8:00, published as 7, and led to by the alias at 9:00. */
  private static TestingProvenance deployed() {
    TestingTrail trail = new TestingTrail();
    trail.call(
        "ecr",
        "PutImage",
        "2026-03-01T07:00:00Z",
        "{'repositoryName': 'repo', 'imageTag': 'latest'}",
        "{'image': {'imageId': {'imageDigest': 'sha256:" + OLD + "'}}}");
    trail.updateCode("poll", "2026-03-01T08:00:00Z", OLD);
    trail.call(
        "lambda",
        "PublishVersion20150331",
        "2026-03-01T08:30:00Z",
        "{'functionName': 'poll'}",
        "{'functionName': 'poll', 'version': '7', 'packageType': 'Image', 'codeSha256': '"
            + OLD
            + "'}");
    trail.alias("poll", "live", "2026-03-01T09:00:00Z", "7", "");
    return asking("poll:live")
        .served("AB", 1, "7", "2026-03-01T09:30:00Z")
        .answer("lambda:GetFunction", "{}", AFTER, function(OLD))
        .answer("ecr:DescribeImages", "{}", AFTER, details(OLD, "'latest', '8fbaa10875b4'"))
        .trail(trail);
  }

  private static Chain chain(TestingProvenance testing) {
    Provenance provenance = testing.provenance();
    FunctionImages images = provenance.of("poll").orElseThrow();
    return Chains.of(provenance.history(), "poll", images.b().get(0));
  }

  private static Optional<TagDrift> drift(TestingProvenance testing) {
    Provenance provenance = testing.provenance();
    return TagDrifts.of(provenance.history(), provenance.of("poll").orElseThrow());
  }

  @Test
  void timeline_holdsWhatHappened_inTime() {
    Provenance provenance = deployed().provenance();
    Timeline timeline = Timelines.of(provenance.history(), provenance.of("poll").orElseThrow());

    assertThat(timeline.entries())
        .extracting(Timeline.Entry::kind)
        .containsExactly(
            Timeline.Kind.PUSH,
            Timeline.Kind.PUSH,
            Timeline.Kind.CODE_UPDATE,
            Timeline.Kind.PUBLISH,
            Timeline.Kind.ALIAS_MOVE,
            Timeline.Kind.USE,
            Timeline.Kind.USE,
            Timeline.Kind.ANSWER);
    assertThat(timeline.entries()).allMatch(entry -> !entry.evidence().isEmpty());
    assertThat(timeline.entries().get(2).by()).contains("ann");
    assertThat(timeline.entries().get(2).digest()).contains(digest(OLD));
  }

  @Test
  void timelineOfAnotherFunction_holdsNothingOfThis() {
    assertThat(Timelines.of(deployed().provenance().history(), "other").entries()).isEmpty();
  }

  @Test
  void chain_leadsFromTheCommitToTheSteps() {
    List<Chain.Link> links = chain(deployed()).links();

    assertThat(links)
        .extracting(Chain.Link::kind)
        .containsExactly(
            Chain.Kind.COMMIT,
            Chain.Kind.PUSH,
            Chain.Kind.UPDATE,
            Chain.Kind.VERSION,
            Chain.Kind.ALIAS,
            Chain.Kind.SANDBOX,
            Chain.Kind.STEP);
    assertThat(links.get(0).text()).contains("8fbaa10875b4");
    assertThat(links.get(1).by()).contains("ann");
    assertThat(links.get(2).at()).contains(java.time.Instant.parse("2026-03-01T08:00:00Z"));
    assertThat(links.get(6).text()).endsWith(": T");
  }

  @Test
  void chain_leavesOutWhatIsNotKnown() {
    TestingProvenance testing = asking("poll:7").function("7", OLD, "2026-03-01T08:00:00Z", "");

    assertThat(chain(testing).links())
        .extracting(Chain.Link::kind)
        .containsExactly(Chain.Kind.VERSION, Chain.Kind.STEP);
  }

  @Test
  void chainOfAnUnknownImage_isEmpty() {
    assertThat(chain(asking("poll")).links()).isEmpty();
  }

  @Test
  void updateAfterTheRun_isNoLinkOfIts() {
    TestingTrail trail =
        new TestingTrail()
            .updateCode("poll", "2026-03-01T08:00:00Z", OLD)
            .updateCode("poll", "2026-03-01T11:40:00Z", NEW)
            .updateCode("poll", "2026-03-01T11:50:00Z", OLD);

    assertThat(chain(asking("poll").trail(trail)).links().get(0).at())
        .contains(java.time.Instant.parse("2026-03-01T08:00:00Z"));
  }

  @Test
  void linkWithoutEvidence_cannotBeBuilt() {
    assertThatThrownBy(
            () ->
                new Chain.Link(Chain.Kind.PUSH, "x", Optional.empty(), Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tagThatStillPointsThere_hasNotDrifted() {
    TagDrift drift = drift(deployed()).orElseThrow();

    assertThat(drift.drifted()).isFalse();
    assertThat(drift.image()).endsWith("repo:latest");
    assertThat(drift.target()).contains(digest(OLD));
    assertThat(drift.ran().a()).containsExactly(digest(OLD));
  }

  @Test
  void tagThatWasMoved_hasDrifted_andTheRunsHadTheOld() {
    TestingProvenance testing =
        asking("poll")
            .answer("lambda:GetFunction", "{}", AFTER, function(OLD))
            .answer("ecr:DescribeImages", "{}", AFTER, details(NEW, "'latest'"));
    TagDrift drift = drift(testing).orElseThrow();

    assertThat(drift.drifted()).isTrue();
    assertThat(drift.target()).contains(digest(NEW));
    assertThat(drift.deployed()).contains(digest(OLD));
    assertThat(drift.ran().b()).containsExactly(digest(OLD));
    assertThat(drift.evidence()).hasSize(2);
  }

  @Test
  void tagWhoseTargetNobodyAskedFor_hasNotDriftedAsFarAsKnown() {
    TagDrift drift =
        drift(asking("poll").answer("lambda:GetFunction", "{}", AFTER, function(OLD)))
            .orElseThrow();

    assertThat(drift.target()).isEmpty();
    assertThat(drift.drifted()).isFalse();
  }

  @Test
  void functionDeployedByDigest_hasNoTag() {
    assertThat(drift(asking("poll").function("$LATEST", OLD, "2026-03-01T08:00:00Z", AFTER)))
        .isEmpty();
  }
}
