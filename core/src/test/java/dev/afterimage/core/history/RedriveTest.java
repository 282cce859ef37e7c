// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import org.junit.jupiter.api.Test;

/** A redriven run is one history of several segments. */
class RedriveTest {
  /** A run whose second task fails, is redriven, fails again, and is redriven with success. */
  private static TestingHistory redriven() {
    TestingHistory history = TestingHistory.of("r").pass("A", "{}", "{}").entered("Task", "B");
    history.scheduled("f").started().after(400).failed("First", "c").fail("First", "c");
    history.after(60_000).add("ExecutionRedriven", "executionRedriven");
    history.details().put("redriveCount", 1);
    history.scheduled("f").started().after(400).failed("Second", "c").fail("Second", "c");
    history.after(60_000).add("ExecutionRedriven", "executionRedriven");
    history.details().put("redriveCount", 2);
    history.scheduled("f").started().after(400).succeeded().exited("Task", "B");
    return history.pass("C", "{}", "{}").succeed("{}");
  }

  private static Run whole() {
    return new TestingCase().run(redriven()).run();
  }

  private static Run segment(int number) {
    return Runs.segment(whole(), number).orElseThrow();
  }

  @Test
  void wholeRun_endsAsItsLastSegment() {
    Run run = whole();

    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(run.source().redrives()).isEqualTo(2);
    assertThat(run.steps()).extracting(Step::path).containsExactly("A", "B", "C");
    assertThat(run.steps().get(1).attempts()).hasSize(3);
    assertThat(run.steps()).allMatch(step -> step.end().status() == Step.Status.SUCCEEDED);
  }

  @Test
  void original_isSegmentZero() {
    Run original = segment(0);

    assertThat(original.status()).isEqualTo(RunStatus.FAILED);
    assertThat(original.end().error()).contains("First");
    assertThat(original.steps()).extracting(Step::path).containsExactly("A", "B");
    assertThat(original.steps().get(1).attempts()).hasSize(1);
    assertThat(original.times().start()).isEqualTo(TestingHistory.START);
  }

  @Test
  void laterSegment_startsWithItsRedrive() {
    Run second = segment(1);

    assertThat(second.status()).isEqualTo(RunStatus.FAILED);
    assertThat(second.end().error()).contains("Second");
    assertThat(second.times().start()).isEqualTo(TestingHistory.START.plusMillis(60_400));
    assertThat(second.times().duration().orElseThrow()).hasMillis(400);
  }

  @Test
  void failuresOfASegment_areItsOwn() {
    Run second = segment(1);
    Runs runs = new TestingCase().run(redriven()).runs();
    Failure failure = FailureFinder.find(runs, second).orElseThrow();

    assertThat(failure.leaf().error()).contains("Second");
    assertThat(failure.attempts())
        .extracting(attempt -> attempt.attempt().end().error().orElse(""))
        .containsExactly("Second");
  }

  @Test
  void callsOfASegment_areItsOwn() {
    assertThat(segment(0).calls()).hasSize(1);
    assertThat(segment(1).calls()).hasSize(1);
    assertThat(whole().calls()).hasSize(3);
  }

  @Test
  void lastSegment_endsAsTheRun() {
    assertThat(segment(2).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(segment(2).steps()).hasSize(3);
  }

  @Test
  void segmentThatIsNot_isNone() {
    assertThat(Runs.segment(whole(), 3)).isEmpty();
    assertThat(Runs.segment(whole(), -1)).isEmpty();
  }

  @Test
  void segments_areNotEqualToTheRunOrEachOther() {
    assertThat(segment(0)).isNotEqualTo(segment(1)).isNotEqualTo(whole());
    assertThat(segment(0)).isEqualTo(segment(0));
  }

  @Test
  void stateThatIsEnteredAgain_isAVisitOfItsOwn() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "B").scheduled("f").started();
    history.failed("E", "c").fail("E", "c").add("ExecutionRedriven", "executionRedriven");
    history.entered("Task", "B").scheduled("f").started().succeeded().exited("Task", "B");
    Run run = new TestingCase().run(history.succeed("{}")).run();

    assertThat(run.steps()).extracting(Step::path).containsExactly("B", "B#2");
    assertThat(run.steps().get(1).end().status()).isEqualTo(Step.Status.SUCCEEDED);
  }

  @Test
  void redrivenItemsOfAMap_goOnWhereTheyFailed() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(2);
    for (int i = 0; i < 2; i++) {
      history.from(3).iteration("Started", "M", i).entered("Task", "T");
      history.scheduled("f", "{\"item\":" + i + "}").started();
    }
    history.from(11).succeeded().exited("Task", "T").iteration("Succeeded", "M", 1);
    history.from(7).failed("E", "c");
    long leaf = history.id();
    history.iteration("Failed", "M", 0).from(leaf).add("MapStateFailed", "").fail("E", "c");
    history.after(60_000).add("ExecutionRedriven", "executionRedriven");
    history.scheduled("f", "{\"item\":0}").started().succeeded().exited("Task", "T");
    history.iteration("Succeeded", "M", 0).add("MapStateSucceeded", "").exited("Map", "M");
    Run run = new TestingCase().run(history.succeed("[]")).run();

    assertThat(run.steps()).extracting(Step::path).containsExactly("M", "M[0]/T", "M[1]/T");
    assertThat(run.steps()).allMatch(step -> step.end().status() == Step.Status.SUCCEEDED);
    assertThat(run.steps().get(1).attempts()).hasSize(2);
    assertThat(run.steps().get(2).attempts()).hasSize(1);
  }

  @Test
  void redrivenMapRun_resumesItsMap() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(2);
    history.add("MapRunStarted", "mapRunStarted", "mapRunArn", "arn:run");
    history.add("MapRunFailed", "mapRunFailed", "error", "E").add("MapStateFailed", "");
    history.fail("E", "c").add("ExecutionRedriven", "executionRedriven");
    history.add("MapRunRedriven", "mapRunRedriven", "mapRunArn", "arn:run");
    history.add("MapRunSucceeded", "").add("MapStateSucceeded", "").exited("Map", "M");
    Run run = new TestingCase().run(history.succeed("[]")).run();

    assertThat(run.steps().get(0).end().status()).isEqualTo(Step.Status.SUCCEEDED);
    assertThat(run.steps()).hasSize(1);
  }

  @Test
  void redriveCountOfTheDescription_countsWhereTheHistoryIsNotHere() {
    TestingHistory history = TestingHistory.of("r").fail("E", "c");
    var description = history.description().put("redriveCount", 4);
    Run run = new TestingCase().file("d.json", description).run();

    assertThat(run.source().redrives()).isEqualTo(4);
  }
}
