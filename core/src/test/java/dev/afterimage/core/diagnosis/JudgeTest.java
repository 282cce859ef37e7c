// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.DiagnosisAssert.assertDiagnosis;
import static dev.afterimage.core.diagnosis.TestingCall.in;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every verdict, whatever the cause. */
class JudgeTest {

  private static TestingScenario ordinary() {
    return new TestingScenario()
        .a(in("s1").cold(), in("s2").cold(), in("s3").cold())
        .b(in("s1"), in("s2").raises("KeyError", "'total'"), in("s3"));
  }

  @Test
  void twoSuccesses_holdNothing() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(in("s1").taking(500), in("s3").cold()))
        .holdsNothing();
  }

  @Test
  void inconclusive_namesWhatWouldDecide() {
    for (TestingScenario scenario :
        List.of(
            ordinary(),
            ordinary().withoutLogs(),
            ordinary().withoutTrail(),
            ordinary().withoutBaseline())) {
      for (Hypothesis hypothesis : scenario.diagnose().judged().judgement().hypotheses()) {
        if (hypothesis.verdict() == Verdict.INCONCLUSIVE) {
          assertThat(hypothesis.wouldDecide()).as(hypothesis.id()).isNotEmpty();
        }
      }
    }
  }

  @Test
  void confidence_staysBelowSixTenths_withoutTheCrucialPrediction() {
    Weighing weighing = new Weighing(Catalogue.find("oom").orElseThrow());
    weighing.supports(
        9,
        "much",
        ordinary()
            .diagnose()
            .judged()
            .judgement()
            .hypotheses()
            .get(0)
            .supporting()
            .get(0)
            .evidence());

    assertThat(weighing.judge().verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(weighing.judge().confidence()).isLessThan(0.6);
  }

  @Test
  void genericCause_isNoRoot_whereASpecificOneIsHeld() {
    assertDiagnosis(
            new TestingScenario()
                .a(in("s1").cold(), in("s2").cold())
                .b(
                    in("s1")
                        .error(
                            "Sandbox.Timedout",
                            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: @ Error: Task timed out after 60.00 seconds\"}")
                        .taking(60_000)
                        .reported("Status: timeout"),
                    in("s2")))
        .confirms("fn-timeout")
        .doubts("map-failfast", "handled-exception");
  }
}
