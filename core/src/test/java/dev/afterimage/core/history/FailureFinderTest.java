// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailureFinderTest {
  private static Failure failure(TestingCase testing, String name) {
    Runs runs = testing.runs();
    Run run = runs.all().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
    return FailureFinder.find(runs, run).orElseThrow();
  }

  private static Failure failure(TestingHistory history) {
    return failure(new TestingCase().run(history), history.name());
  }

  @Test
  void succeededAndRunningRuns_haveNoFailure() {
    TestingCase testing =
        new TestingCase()
            .run(TestingHistory.of("good").succeed("{}"))
            .run(TestingHistory.of("open").entered("Wait", "W"));
    Runs runs = testing.runs();

    assertThat(runs.all()).hasSize(2).allMatch(run -> FailureFinder.find(runs, run).isEmpty());
  }

  @Test
  void leaf_isTheTask_neverTheMapOrTheExecution() {
    Failure failure = failure(StepTreeTest.failFast());

    assertThat(failure.leaf().path()).isEqualTo("M[0]/T");
    assertThat(failure.leaf().error()).contains("E");
    assertThat(failure.leaf().text().message()).isEqualTo("m");
    assertThat(failure.leaf().event().id()).isEqualTo(16);
    assertThat(failure.leaf().attempt().orElseThrow().number()).isEqualTo(1);
  }

  @Test
  void failFast_countsWhatWasCutOffAndWhatNeverStarted() {
    Failure failure = failure(StepTreeTest.failFast());

    assertThat(failure.aborted()).extracting(Step::path).containsExactly("M[1]/T", "M[2]/T");
    assertThat(failure.neverStarted()).isEqualTo(2);
    assertThat(failure.attempts()).hasSize(1);
  }

  @Test
  void ofSeveralLeaves_theFirstInTimeIsTheLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(2);
    for (int i = 0; i < 2; i++) {
      history.from(3).iteration("Started", "M", i).entered("Task", "T").scheduled("f").started();
    }
    history.after(100).from(11).add("TaskTimedOut", "taskTimedOut", "error", "States.Timeout");
    history.after(1).from(7).failed("E", "c").from(12).add("MapStateFailed", "");
    Failure failure = failure(history.fail("States.Timeout", ""));

    assertThat(failure.leaf().path()).isEqualTo("M[1]/T");
    assertThat(failure.leaf().error()).contains("States.Timeout");
    assertThat(failure.attempts()).hasSize(2);
  }

  @Test
  void attemptsThatHealed_areCounted_andAreNoLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "A").scheduled("f").started();
    history.failed("Flaky", "c").scheduled("f").started().succeeded().exited("Task", "A");
    history.entered("Task", "B").scheduled("g").started().failed("E", "c");
    Failure failure = failure(history.fail("E", "c"));

    assertThat(failure.leaf().path()).isEqualTo("B");
    assertThat(failure.attempts()).extracting(f -> f.path()).containsExactly("A", "B");
  }

  @Test
  void caughtFailure_isNoLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "A").scheduled("f").started();
    history.failed("Caught", "c").exited("Task", "A").entered("Fail", "Give up");
    Failure failure = failure(history.fail("GaveUp", "because"));

    assertThat(failure.leaf().path()).isEqualTo("Give up");
    assertThat(failure.leaf().error()).contains("GaveUp");
    assertThat(failure.leaf().attempt()).isEmpty();
  }

  @Test
  void failureInsideOfACaughtMap_isNoLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    history.iteration("Started", "M", 0).entered("Task", "T").scheduled("f").started();
    history.failed("Inner", "c");
    long leaf = history.id();
    history.iteration("Failed", "M", 0).from(leaf).add("MapStateFailed", "").exited("Map", "M");
    history.after(5).entered("Task", "Z").scheduled("g").started().failed("Outer", "c");

    assertThat(failure(history.fail("Outer", "c")).leaf().path()).isEqualTo("Z");
  }

  @Test
  void earlierRoundOfAMap_isNoLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    for (int round = 0; round < 2; round++) {
      history.iteration("Started", "M", 0).entered("Task", "T").scheduled("f").started();
      history.after(10).failed("E" + round, "c");
      long leaf = history.id();
      history.iteration("Failed", "M", 0).from(leaf);
      if (round == 0) {
        history.mapStarted(1);
      }
    }
    Failure failure = failure(history.add("MapStateFailed", "").fail("E1", "c"));

    assertThat(failure.leaf().error()).contains("E1");
    assertThat(failure.leaf().path()).isEqualTo("M[0]/T#2");
    assertThat(failure.attempts()).hasSize(2);
  }

  @Test
  void timedOutRun_hasItsOpenStepAsLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    history.iteration("Started", "M", 0).entered("Task", "T").scheduled("f").started();
    history.after(9_000).add("ExecutionTimedOut", "executionTimedOut", "error", "States.Timeout");
    Failure failure = failure(history);

    assertThat(failure.leaf().path()).isEqualTo("M[0]/T");
    assertThat(failure.leaf().error()).contains("States.Timeout");
    assertThat(failure.leaf().event().at()).isEqualTo(history.now());
  }

  @Test
  void failureOutsideOfAnyStep_isOfTheRun() {
    Failure failure = failure(TestingHistory.of("r").fail("States.Runtime", "no role"));

    assertThat(failure.leaf().step()).isEmpty();
    assertThat(failure.leaf().path()).isEmpty();
    assertThat(failure.leaf().text().message()).isEqualTo("no role");
  }

  @Test
  void runKnownByItsDescriptionAlone_failsWithItsError() {
    TestingHistory history = TestingHistory.of("r").fail("E", "c");
    TestingCase testing = new TestingCase().file("d.json", history.description());

    assertThat(failure(testing, "r").leaf().error()).contains("E");
  }

  @Test
  void nestedRun_holdsTheLeaf() {
    TestingHistory child = TestingHistory.ofMachine("inner", "c1", TestingHistory.START, "{}");
    child.entered("Task", "Deep").scheduled("f").started().failed("E", "c").fail("E", "c");
    TestingHistory parent = TestingHistory.of("p").entered("Task", "Start");
    parent.scheduled("states", "startExecution.sync:2", "{}").started();
    parent.add(
        "TaskSubmitted", "taskSubmitted", "output", "{\"ExecutionArn\":\"" + child.arn() + "\"}");
    parent.failed("States.TaskFailed", "{\"ExecutionArn\":\"" + child.arn() + "\"}");
    parent.fail("States.TaskFailed", "{}");
    Failure failure = failure(new TestingCase().run(parent).run(child), "p");

    assertThat(failure.leaf().path()).isEqualTo("Start[c1]/Deep");
    assertThat(failure.leaf().error()).contains("E");
    assertThat(failure.leaf().run().name()).isEqualTo("c1");
    assertThat(failure.attempts()).extracting(f -> f.path()).contains("Start[c1]/Deep");
  }

  @Test
  void childOfAMapRun_holdsTheLeaf_andAllChildrenCount() {
    TestingCase testing = new TestingCase().run(distributed());
    for (int i = 0; i < 3; i++) {
      testing.run(child("item-" + i, TestingHistory.START.plusMillis(500 - 100L * i)));
    }
    Failure failure = failure(testing, "p");

    assertThat(failure.leaf().path()).isEqualTo("M[item-2]/T");
    assertThat(failure.attempts()).hasSize(3);
  }

  private static TestingHistory distributed() {
    TestingHistory parent = TestingHistory.of("p").entered("Map", "M").mapStarted(3);
    parent.add("MapRunStarted", "mapRunStarted", "mapRunArn", "arn:run").after(2_000);
    parent.add("MapRunFailed", "mapRunFailed", "error", "States.ExceedToleratedFailureThreshold");
    return parent
        .add("MapStateFailed", "")
        .fail("States.ExceedToleratedFailureThreshold", "The specified tolerated failure");
  }

  private static TestingHistory child(String name, Instant start) {
    TestingHistory child = TestingHistory.ofMachine("orders/Map", name, start, "{\"n\":1}");
    child.entered("Task", "T").scheduled("f").started().failed("E", "c").fail("E", "c");
    return child.described("mapRunArn", "arn:run");
  }

  @Test
  void runThatStartsItself_endsTheSearch() {
    TestingHistory history = TestingHistory.of("p").entered("Task", "Start");
    history.scheduled("states", "startExecution.sync", "{}").started();
    history.failed("E", "{\"ExecutionArn\":\"" + history.arn() + "\"}").fail("E", "c");

    assertThat(failure(history).leaf().path()).isEqualTo("Start");
  }
}
