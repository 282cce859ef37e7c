// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static dev.afterimage.core.provenance.TestingProvenance.AFTER;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.asking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingTrail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationResolverTest {
  private static final String EARLY = "2026-03-01T08:00:00Z";

  private static ConfigurationInForce b(TestingProvenance testing) {
    return testing.provenance().configuration("poll").orElseThrow();
  }

  @Test
  void answerThatCoversTheRun_isCertain() {
    ConfigurationInForce configuration = b(asking("poll").function("$LATEST", OLD, EARLY, AFTER));

    assertThat(configuration.certain()).isTrue();
    assertThat(configuration.timeoutSeconds()).contains(30L);
    assertThat(configuration.isInVpc()).isFalse();
    assertThat(configuration.hasFileSystem()).isFalse();
  }

  @Test
  void publishedVersion_isCertain_wheneverAsked() {
    assertThat(b(asking("poll:7").function("7", OLD, EARLY, "")).certain()).isTrue();
  }

  @Test
  void answerAskedNobodyKnowsWhen_isALead() {
    assertThat(b(asking("poll").function("$LATEST", OLD, EARLY, "")).certain()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"InProgress", "Failed"})
  void updateThatIsNotInForce_isALead(String status) {
    assertThat(b(asking("poll").function("$LATEST", OLD, EARLY, AFTER, status)).certain())
        .isFalse();
  }

  @Test
  void changedAfterTheRun_isALead_forIt() {
    TestingProvenance testing =
        asking("poll").function("$LATEST", OLD, "2026-03-01T11:30:00Z", AFTER);

    assertThat(b(testing).certain()).isFalse();
  }

  @Test
  void askedBeforeTheRun_isCertain_whereTheTrailShowsNoUpdate() {
    TestingProvenance asked =
        asking("poll").function("$LATEST", OLD, EARLY, "2026-03-01T09:00:00Z");

    assertThat(b(asked).certain()).isFalse();
    assertThat(
            b(asking("poll")
                    .function("$LATEST", OLD, EARLY, "2026-03-01T09:00:00Z")
                    .trail(new TestingTrail()))
                .certain())
        .isTrue();
  }

  @Test
  void updateBetweenTheQuestionAndTheRun_isALead() {
    TestingTrail trail =
        new TestingTrail()
            .call(
                "lambda",
                "UpdateFunctionConfiguration20150331v2",
                "2026-03-01T10:30:00Z",
                "{'functionName': 'poll', 'timeout': 3}",
                "{'functionName': 'poll'}");
    TestingProvenance testing =
        asking("poll").function("$LATEST", OLD, EARLY, "2026-03-01T09:00:00Z").trail(trail);

    assertThat(b(testing).certain()).isFalse();
  }

  @Test
  void functionWithoutAnyAnswer_hasNone() {
    assertThat(asking("poll").provenance().configuration("poll")).isEmpty();
  }
}
