// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static dev.afterimage.core.provenance.TestingProvenance.AFTER;
import static dev.afterimage.core.provenance.TestingProvenance.NEW;
import static dev.afterimage.core.provenance.TestingProvenance.OLD;
import static dev.afterimage.core.provenance.TestingProvenance.asking;
import static dev.afterimage.core.provenance.TestingProvenance.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingTrail;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What would prove more, and what may have run instead. */
class OpenProofTest {
  private static final String EARLY = "2026-03-01T08:00:00Z";
  private static final String GET = "lambda:GetFunction";
  private static final String EVENTS = "cloudtrail:LookupEvents";
  private static final String LOGS = "logs:FilterLogEvents";

  private static OpenProof open(TestingProvenance testing) {
    Provenance provenance = testing.provenance();
    List<ImageInForce> b = provenance.of("poll").orElseThrow().b();
    return OpenProof.of(provenance.history(), "poll", b.get(0), b);
  }

  private static List<String> actions(OpenProof open) {
    return open.calls().stream().map(OpenProof.Call::iamAction).toList();
  }

  @Test
  void provedImage_leavesNothingOpen() {
    OpenProof open = open(asking("poll:7").function("7", OLD, EARLY, AFTER));

    assertThat(open.calls()).isEmpty();
    assertThat(open.alternatives()).isEmpty();
  }

  @Test
  void functionOfWhichNothingIsKnown_isAskedFor() {
    OpenProof open = open(asking("poll"));

    assertThat(actions(open)).containsExactly(GET, EVENTS);
    assertThat(String.join(" ", open.calls().get(0).command()))
        .isEqualTo("aws lambda get-function --function-name poll");
    assertThat(String.join(" ", open.calls().get(1).command()))
        .contains("AttributeValue=poll", "--end-time 2026-03-01T11:15");
  }

  @Test
  void functionChangedAfterTheRun_isNotAskedForAgain() {
    OpenProof open = open(asking("poll").function("$LATEST", OLD, "2026-03-01T11:30:00Z", AFTER));

    assertThat(actions(open)).containsExactly(EVENTS);
    assertThat(open.calls().get(0).command()).contains(AFTER);
  }

  @Test
  void trailThatIsHere_isNotAskedForAgain() {
    assertThat(actions(open(asking("poll").trail(new TestingTrail())))).containsExactly(GET);
  }

  @Test
  void versionOfWhichNothingIsKnown_isAskedFor() {
    assertThat(open(asking("poll:7")).calls())
        .singleElement()
        .matches(call -> call.command().containsAll(List.of("--qualifier", "7")));
  }

  @Test
  void aliasOfWhichNothingIsKnown_isAskedFor() {
    OpenProof open = open(asking("poll:live"));

    assertThat(actions(open)).containsExactly("lambda:GetAlias", EVENTS);
    assertThat(open.calls().get(0).command()).contains("live");
  }

  @Test
  void weightedAlias_isDecidedByTheLogs() {
    OpenProof open =
        open(
            asking("poll:live")
                .function("7", OLD, EARLY, AFTER)
                .function("8", NEW, EARLY, AFTER)
                .alias("live", "7", "8", "2026-03-01T11:50:00Z")
                .trail(new TestingTrail()));

    assertThat(actions(open)).containsExactly(LOGS);
    assertThat(open.alternatives()).containsExactly(digest(NEW));
  }

  @Test
  void aliasThatMayHaveMoved_isDecidedByLogsOrTrail() {
    OpenProof open =
        open(asking("poll:live").function("7", OLD, EARLY, AFTER).alias("live", "7", "", AFTER));

    assertThat(actions(open)).containsExactly(LOGS, EVENTS);
  }

  @Test
  void updateAroundTheRun_isDecidedByTheLogs_withBothAsAlternatives() {
    OpenProof open =
        open(
            asking("poll")
                .trail(
                    new TestingTrail()
                        .updateCode("poll", EARLY, OLD)
                        .updateCode("poll", "2026-03-01T10:59:50Z", NEW)));

    assertThat(actions(open)).containsExactly(LOGS);
    assertThat(open.alternatives()).containsExactly(digest(NEW));
  }

  @Test
  void reconstructedImage_isProvedByAnAnswer() {
    OpenProof open = open(asking("poll").trail(new TestingTrail().updateCode("poll", EARLY, OLD)));

    assertThat(actions(open)).containsExactly(GET);
    assertThat(open.alternatives()).isEmpty();
  }

  @Test
  void leadThatMayBeWrong_hasTheOtherAnswersAsAlternatives() {
    OpenProof open =
        open(
            asking("poll")
                .function("$LATEST", OLD, EARLY, "")
                .function("$LATEST", NEW, "2026-03-01T11:30:00Z", AFTER));

    assertThat(open.alternatives()).containsExactly(digest(OLD));
  }
}
