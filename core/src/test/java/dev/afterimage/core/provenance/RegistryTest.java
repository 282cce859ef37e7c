// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static dev.afterimage.core.provenance.TestingProvenance.NEW;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.digest;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingTrail;
import org.junit.jupiter.api.Test;

class RegistryTest {
  private static final String INDEX = "sha256:" + "1".repeat(64);
  private static final String ARM = "sha256:" + "2".repeat(64);
  private static final String ATTESTATION = "sha256:" + "3".repeat(64);

  private static String manifest() {
    return TestingCase.json(
            "{'schemaVersion': 2, 'mediaType': 'application/vnd.oci.image.index.v1+json',"
                + " 'manifests': ["
                + platform(digest(OLD), "amd64")
                + ","
                + platform(ARM, "arm64")
                + ","
                + platform(ATTESTATION, "unknown")
                + "]}")
        .toString();
  }

  private static String platform(String digest, String architecture) {
    return "{'digest': '"
        + digest
        + "', 'platform': {'os': 'linux', 'architecture': '"
        + architecture
        + "'}}";
  }

  private static ObjectNode index() {
    ObjectNode answer = TestingCase.json("{'failures': []}");
    ObjectNode image = answer.putArray("images").addObject().put("repositoryName", "repo");
    image.putObject("imageId").put("imageDigest", INDEX).put("imageTag", "latest");
    image.put("imageManifest", manifest());
    return answer;
  }

  private static ObjectNode details() {
    return TestingCase.json(
        "{'imageDetails': [{'imageDigest': '"
            + INDEX
            + "', 'repositoryName': 'repo', 'imageTags': ['latest', '8fbaa10875b4'],"
            + " 'imagePushedAt': '2026-03-01T07:00:00Z'}]}");
  }

  private static Registry registry(TestingCase testing) {
    Evidence evidence = testing.evidence();
    return Registry.of(evidence, Trail.of(evidence));
  }

  @Test
  void indexAndItsPlatforms_areOneImage() {
    Registry registry = registry(new TestingCase().file("i", index()));

    assertThat(registry.isSame(INDEX, digest(OLD))).isTrue();
    assertThat(registry.isSame(ARM, INDEX)).isTrue();
    assertThat(registry.isSame(INDEX, INDEX)).isTrue();
  }

  @Test
  void twoPlatformsOfOneIndex_areTwoImages() {
    Registry registry = registry(new TestingCase().file("i", index()));

    assertThat(registry.isSame(ARM, digest(OLD))).isFalse();
    assertThat(registry.isSame(INDEX, digest(NEW))).isFalse();
  }

  @Test
  void attestation_isNoImage() {
    Registry registry = registry(new TestingCase().file("i", index()));

    assertThat(registry.isSame(INDEX, ATTESTATION)).isFalse();
  }

  @Test
  void tagsOfTheIndex_describeItsPlatforms() {
    Registry registry = registry(new TestingCase().file("i", index()).file("d", details()));

    assertThat(registry.detail(digest(OLD)).orElseThrow().text("repositoryName")).contains("repo");
    assertThat(registry.detail(digest(NEW))).isEmpty();
    assertThat(registry.tagged("repo", "latest")).isPresent();
    assertThat(registry.tagged("repo", "late")).isEmpty();
    assertThat(registry.tagged("other", "latest")).isEmpty();
  }

  @Test
  void pushInTheTrail_keepsTheManifestOfADeletedImage() {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "ecr",
                "PutImage",
                "2026-03-01T07:00:00Z",
                "{'repositoryName': 'repo', 'imageTag': 'latest'}",
                "{'image': {'imageId': {'imageDigest': '" + INDEX + "'}}}");
    ObjectNode answer = trail.records();
    ((ObjectNode) answer.at("/Records/0/requestParameters")).put("imageManifest", manifest());
    Registry registry = registry(new TestingCase().file("t", answer));

    assertThat(registry.isSame(INDEX, digest(OLD))).isTrue();
    assertThat(registry.pushes(digest(OLD)))
        .singleElement()
        .satisfies(
            push -> {
              assertThat(push.by()).contains("ann");
              assertThat(push.tag()).contains("latest");
              assertThat(push.repository()).isEqualTo("repo");
            });
    assertThat(registry.pushesTo("other")).isEmpty();
  }

  @Test
  void refusedPush_isNone() {
    TestingTrail trail =
        new TestingTrail().call("ecr", "PutImage", "2026-03-01T07:00:00Z", "{}", "{}").refused();

    assertThat(registry(new TestingCase().file("t", trail.answer())).pushesTo("")).isEmpty();
  }

  @Test
  void brokenManifest_isNoHarm() {
    ObjectNode answer = index();
    ((ObjectNode) answer.path("images").path(0)).put("imageManifest", "{broken");

    assertThat(registry(new TestingCase().file("i", answer)).isSame(INDEX, ARM)).isFalse();
  }

  @Test
  void runsOfIndexAndPlatform_hadTheSameImage() {
    TestingProvenance testing =
        TestingProvenance.asking("poll:live")
            .served("A", 1, "7", "2026-03-01T09:00:00Z")
            .served("B", 2, "8", "2026-03-01T10:50:00Z")
            .function("7", OLD, "2026-02-28T10:00:00Z", "")
            .function("8", "1".repeat(64), "2026-03-01T10:30:00Z", "")
            .answer("ecr:BatchGetImage", "{}", TestingProvenance.AFTER, index())
            .answer("ecr:DescribeImages", "{}", TestingProvenance.AFTER, details());
    FunctionImages images = testing.images();

    assertThat(images.verdict()).isEqualTo(FunctionImages.Verdict.SAME);
    assertThat(images.a().get(0).description().tags()).containsExactly("latest", "8fbaa10875b4");
    assertThat(images.a().get(0).description().pushedAt()).isPresent();
  }
}
