// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The graph of events as AWS writes it, with its traps, into steps and attempts. */
class StepTreeTest {
  private static Run run(TestingHistory history) {
    return new TestingCase().file("h.json", history.answer()).run();
  }

  private static List<String> paths(Run run) {
    return run.steps().stream().map(Step::path).toList();
  }

  private static Step step(Run run, String path) {
    return run.steps().stream()
        .filter(step -> step.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + path + " in " + paths(run)));
  }

  private static Step.Status status(Run run, String path) {
    return step(run, path).end().status();
  }

  @Test
  void firstState_hasNoParent() {
    Run run = run(TestingHistory.of("r").pass("First", "{}", "{}").succeed("{}"));

    assertThat(paths(run)).containsExactly("First");
    assertThat(status(run, "First")).isEqualTo(Step.Status.SUCCEEDED);
    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void timedOutRun_leavesItsOpenStepsAborted_withoutAParentToFollow() {
    TestingHistory history = TestingHistory.of("r").pass("A", "{}", "{}").entered("Wait", "B");
    history.after(60_000).add("ExecutionTimedOut", "executionTimedOut", "error", "States.Timeout");
    Run run = run(history);

    assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
    assertThat(status(run, "A")).isEqualTo(Step.Status.SUCCEEDED);
    assertThat(status(run, "B")).isEqualTo(Step.Status.ABORTED);
  }

  @Test
  void abortedRun_leavesItsOpenStepsAborted() {
    Run run = run(TestingHistory.of("r").entered("Wait", "B").add("ExecutionAborted", ""));

    assertThat(run.status()).isEqualTo(RunStatus.ABORTED);
    assertThat(status(run, "B")).isEqualTo(Step.Status.ABORTED);
  }

  @Test
  void retries_areAttemptsOfOneStep() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    for (int i = 0; i < 2; i++) {
      history.after(5).scheduled("f").started().after(10).failed("E", "c" + i);
    }
    history.scheduled("f").started().succeeded("{\"ok\":1}").exited("Task", "T").succeed("{}");
    Step step = step(run(history), "T");

    assertThat(step.attempts()).extracting(Attempt::number).containsExactly(1, 2, 3);
    assertThat(step.attempts())
        .extracting(attempt -> attempt.end().status())
        .containsExactly(Attempt.Status.FAILED, Attempt.Status.FAILED, Attempt.Status.SUCCEEDED);
    assertThat(step.attempts().get(1).end().cause()).contains("c1");
    assertThat(step.attempts().get(2).output().text()).contains("{\"ok\":1}");
    assertThat(step.end().status()).isEqualTo(Step.Status.SUCCEEDED);
    assertThat(step.end().error()).isEmpty();
  }

  @Test
  void caughtError_isOfTheStep_andTheRunGoesOn() {
    Run run =
        run(
            TestingHistory.of("r")
                .entered("Task", "T")
                .scheduled("f")
                .started()
                .failed("E", "c")
                .exited("Task", "T", "{\"Error\":\"E\",\"Cause\":\"c\"}")
                .pass("Fallback", "{}", "{}")
                .succeed("{}"));

    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(status(run, "T")).isEqualTo(Step.Status.CAUGHT);
    assertThat(step(run, "T").end().error()).contains("E");
  }

  @Test
  void iterationsInParallel_allPointToTheStart() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(3);
    for (int i = 0; i < 3; i++) {
      history.from(3).iteration("Started", "M", i).entered("Pass", "P", "{\"i\":" + i + "}");
    }
    for (int i = 0; i < 3; i++) {
      history.from(5 + 2L * i).exited("Pass", "P").iteration("Succeeded", "M", i);
    }
    history.add("MapStateSucceeded", "").from(history.id() - 1).exited("Map", "M").succeed("{}");
    Run run = run(history);

    assertThat(paths(run)).containsExactly("M", "M[0]/P", "M[1]/P", "M[2]/P");
    assertThat(run.steps()).allMatch(step -> step.end().status() == Step.Status.SUCCEEDED);
    assertThat(step(run, "M").work().items()).contains(3);
    assertThat(step(run, "M").work().started()).containsExactly(0, 1, 2);
  }

  @Test
  void limitedConcurrency_isNoNesting() {
    // The next iteration's parent is the end of an earlier one: a place became free.
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(3);
    for (int i = 0; i < 3; i++) {
      history.iteration("Started", "M", i).pass("P", "{}", "{}").iteration("Succeeded", "M", i);
    }
    Run run = run(history.add("MapStateSucceeded", "").exited("Map", "M").succeed("{}"));

    assertThat(paths(run)).containsExactly("M", "M[0]/P", "M[1]/P", "M[2]/P");
  }

  @Test
  void nestedMaps_repeatNamesAndIndexes_andStayApart() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "Outer").mapStarted(2);
    for (int i = 0; i < 2; i++) {
      history.from(3).iteration("Started", "Outer", i).entered("Map", "Inner").mapStarted(2);
      long started = history.id();
      for (int j = 0; j < 2; j++) {
        history.from(started).iteration("Started", "Inner", j).pass("P", "{}", "{}");
        history.iteration("Succeeded", "Inner", j);
      }
      history.add("MapStateSucceeded", "").exited("Map", "Inner");
      history.iteration("Succeeded", "Outer", i);
    }
    Run run = run(history.add("MapStateSucceeded", "").exited("Map", "Outer").succeed("{}"));

    assertThat(paths(run))
        .containsExactly(
            "Outer",
            "Outer[0]/Inner",
            "Outer[0]/Inner[0]/P",
            "Outer[0]/Inner[1]/P",
            "Outer[1]/Inner",
            "Outer[1]/Inner[0]/P",
            "Outer[1]/Inner[1]/P");
    assertThat(run.steps()).allMatch(step -> step.end().status() == Step.Status.SUCCEEDED);
  }

  @Test
  void loop_isVisitsOfTheSameState() {
    TestingHistory history = TestingHistory.of("r");
    for (int i = 0; i < 3; i++) {
      history.pass("Poll", "{}", "{}").entered("Choice", "Done?").exited("Choice", "Done?");
    }
    Run run = run(history.succeed("{}"));

    assertThat(paths(run))
        .containsExactly("Poll", "Done?", "Poll#2", "Done?#2", "Poll#3", "Done?#3");
    assertThat(run.steps()).extracting(step -> step.id().enteredEventId()).doesNotHaveDuplicates();
  }

  @Test
  void parallelBranches_standInOneFrame() {
    TestingHistory history = TestingHistory.of("r").entered("Parallel", "P");
    history.add("ParallelStateStarted", "").from(3).entered("Pass", "A");
    history.from(3).entered("Task", "B").from(4).exited("Pass", "A");
    history.from(5).scheduled("f").started().succeeded().exited("Task", "B");
    history.add("ParallelStateSucceeded", "").from(9).exited("Parallel", "P").succeed("[]");
    Run run = run(history);

    assertThat(paths(run)).containsExactly("P", "P/A", "P/B");
    assertThat(step(run, "P/B").attempts()).hasSize(1);
    assertThat(step(run, "P").end().status()).isEqualTo(Step.Status.SUCCEEDED);
  }

  @Test
  void failFast_cutsTheOthersOff() {
    TestingHistory history = failFast();
    Run run = run(history);

    assertThat(status(run, "M[0]/T")).isEqualTo(Step.Status.FAILED);
    assertThat(status(run, "M[1]/T")).isEqualTo(Step.Status.ABORTED);
    assertThat(status(run, "M[2]/T")).isEqualTo(Step.Status.ABORTED);
    assertThat(step(run, "M[1]/T").attempts().get(0).end().status()).isEqualTo(Attempt.Status.OPEN);
    assertThat(status(run, "M")).isEqualTo(Step.Status.FAILED);
  }

  /** Three tasks at once, of which the first fails; the abort events all point to its failure. */
  static TestingHistory failFast() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(5);
    for (int i = 0; i < 3; i++) {
      history.from(3).iteration("Started", "M", i).entered("Task", "T", "{\"i\":" + i + "}");
      history.scheduled("f").started();
    }
    history.after(400).from(7).failed("E", "{\"errorMessage\":\"m\"}");
    long leaf = history.id();
    history.from(leaf).iteration("Failed", "M", 0);
    for (int i = 1; i < 3; i++) {
      history.from(leaf).add("TaskStateAborted", "").from(leaf).iteration("Aborted", "M", i);
    }
    history.from(leaf).add("MapStateFailed", "").fail("E", "{\"errorMessage\":\"m\"}");
    return history;
  }

  @Test
  void mapTriedAgain_hasRounds() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    for (int round = 0; round < 3; round++) {
      history.iteration("Started", "M", 0).entered("Fail", "F");
      long leaf = history.id();
      history.iteration("Failed", "M", 0).from(leaf);
      if (round < 2) {
        history.mapStarted(1);
      }
    }
    Run run = run(history.add("MapStateFailed", "").fail("E", "c"));

    assertThat(paths(run)).containsExactly("M", "M[0]/F", "M[0]/F#2", "M[0]/F#3");
    assertThat(run.steps())
        .filteredOn(step -> step.id().name().equals("F"))
        .extracting(step -> step.id().frame().round())
        .containsExactly(1, 2, 3);
  }

  @Test
  void mapTriedAgainWithSuccess_succeeded() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    history.iteration("Started", "M", 0).entered("Fail", "F");
    long leaf = history.id();
    history.iteration("Failed", "M", 0).from(leaf).mapStarted(1).iteration("Started", "M", 0);
    history.pass("P", "{}", "{}").iteration("Succeeded", "M", 0);
    Run run = run(history.add("MapStateSucceeded", "").exited("Map", "M").succeed("[]"));

    assertThat(status(run, "M")).isEqualTo(Step.Status.SUCCEEDED);
    assertThat(status(run, "M[0]/P")).isEqualTo(Step.Status.SUCCEEDED);
  }

  @Test
  void caughtMap_isCaught_withTheErrorOfItsLeaf() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(1);
    history.iteration("Started", "M", 0).entered("Task", "T").scheduled("f").started();
    history.failed("E", "c");
    long leaf = history.id();
    history.iteration("Failed", "M", 0).from(leaf).add("MapStateFailed", "");
    history.exited("Map", "M", "{\"Error\":\"E\"}").pass("After", "{}", "{}").succeed("{}");
    Run run = run(history);

    assertThat(status(run, "M")).isEqualTo(Step.Status.CAUGHT);
    assertThat(status(run, "M[0]/T")).isEqualTo(Step.Status.FAILED);
    assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void failureWithoutALeaf_isOfTheStateThatItsCauseNames() {
    Run run =
        run(
            TestingHistory.of("r")
                .pass("A", "{}", "{}")
                .entered("Choice", "B")
                .fail(
                    "States.Runtime",
                    "An error occurred while executing the state 'B' (entered at the event id"
                        + " #4). Invalid path '$.x'"));

    assertThat(status(run, "B")).isEqualTo(Step.Status.FAILED);
    assertThat(step(run, "B").end().error()).contains("States.Runtime");
  }

  @Test
  void failedEvaluation_isOfItsState_alsoWithoutAParent() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").from(0);
    history.add("EvaluationFailed", "evaluationFailed", "error", "States.QueryEvaluationError");
    history.details().put("state", "M").put("location", "Items");
    history.add("MapStateFailed", "").fail("States.QueryEvaluationError", "c");
    Run run = run(history);

    assertThat(status(run, "M")).isEqualTo(Step.Status.FAILED);
    assertThat(step(run, "M").end().error()).contains("States.QueryEvaluationError");
  }

  @Test
  void evaluationAfterASucceededAttempt_failsTheStep() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("f").started();
    history.succeeded().add("EvaluationFailed", "evaluationFailed", "error", "States.Query");
    history.details().put("state", "T").put("location", "Output");
    Run run = run(history.fail("States.Query", "c"));

    assertThat(status(run, "T")).isEqualTo(Step.Status.FAILED);
    assertThat(step(run, "T").end().error()).contains("States.Query");
    assertThat(step(run, "T").attempts().get(0).end().status()).isEqualTo(Attempt.Status.SUCCEEDED);
  }

  @Test
  void activity_isAnAttemptOfItsService() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    history.add("ActivityScheduled", "activityScheduled", "resource", "arn:act");
    history.details().put("timeoutInSeconds", 60).put("heartbeatInSeconds", 5);
    history.add("ActivityStarted", "activityStarted", "workerName", "w").after(5_000);
    history.add("ActivityTimedOut", "activityTimedOut", "error", "States.HeartbeatTimeout");
    Attempt attempt = step(run(history.fail("States.HeartbeatTimeout", "")), "T").attempts().get(0);

    assertThat(attempt.target().service()).isEqualTo("activity");
    assertThat(attempt.target().heartbeatSeconds()).contains(5L);
    assertThat(attempt.end().status()).isEqualTo(Attempt.Status.TIMED_OUT);
    assertThat(attempt.end().error()).contains("States.HeartbeatTimeout");
    assertThat(attempt.end().cause()).isEmpty();
  }

  @Test
  void callback_isOneAttemptWithItsToken() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    history.scheduled("sqs", "sendMessage.waitForTaskToken", "{}").started();
    history.add("TaskSubmitted", "taskSubmitted", "output", "{\"MessageId\":\"m\"}").after(900);
    history.succeeded("{\"answer\":1}").exited("Task", "T").succeed("{}");
    Attempt attempt = step(run(history), "T").attempts().get(0);

    assertThat(attempt.target().waitsForToken()).isTrue();
    assertThat(attempt.target().function()).isEmpty();
    assertThat(attempt.times().submitted()).isPresent();
    assertThat(attempt.output().text()).contains("{\"answer\":1}");
    assertThat(attempt.times().duration().orElseThrow()).hasMillis(900);
  }

  @Test
  void functionOfADirectArn_isNamedByTheSchedulingEventAlone() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    String arn = "arn:aws:lambda:eu-west-1:111122223333:function:poll:7";
    history.add("LambdaFunctionScheduled", "lambdaFunctionScheduled", "resource", arn);
    history.add("LambdaFunctionStarted", "").after(30);
    history.add("LambdaFunctionFailed", "lambdaFunctionFailed", "error", "E", "cause", "c");
    Attempt attempt = step(run(history.fail("E", "c")), "T").attempts().get(0);

    assertThat(attempt.target().function().orElseThrow().name()).isEqualTo("poll");
    assertThat(attempt.target().function().orElseThrow().qualifier()).contains("7");
    assertThat(attempt.target().isInvoke()).isTrue();
    assertThat(attempt.end().error()).contains("E");
  }

  @Test
  void functionOfTheSdkIntegration_isNamedInTheParameters() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    history.scheduled(
        "aws-sdk:lambda", "invoke", "{\"FunctionName\":\"poll\",\"Qualifier\":\"live\"}");
    Attempt attempt = step(run(history.started()), "T").attempts().get(0);

    assertThat(attempt.target().function().orElseThrow().qualifier()).contains("live");
    assertThat(attempt.target().isInvoke()).isFalse();
  }

  @Test
  void scheduleThatFails_isAFailedAttempt() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    history.add("LambdaFunctionScheduled", "lambdaFunctionScheduled", "resource", "poll");
    history.add("LambdaFunctionScheduleFailed", "lambdaFunctionScheduleFailed", "error", "E");
    Step step = step(run(history.fail("E", "")), "T");

    assertThat(step.attempts()).singleElement().matches(attempt -> attempt.end().isError());
    assertThat(step.end().status()).isEqualTo(Step.Status.FAILED);
  }

  @Test
  void distributedMap_hasItsRunAndNoIterations() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(4);
    history.add("MapRunStarted", "mapRunStarted", "mapRunArn", "arn:map-run");
    history.add("MapRunSucceeded", "").add("MapStateSucceeded", "").from(4).exited("Map", "M");
    Run run = run(history.succeed("[]"));

    assertThat(step(run, "M").work().mapRunArn()).contains("arn:map-run");
    assertThat(status(run, "M")).isEqualTo(Step.Status.SUCCEEDED);
  }

  @Test
  void failedReader_failsTheMapWithNoItems() {
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(0);
    history.add("MapRunStarted", "mapRunStarted", "mapRunArn", "arn:map-run");
    history.add("MapRunFailed", "mapRunFailed", "error", "States.ItemReaderFailed", "cause", "c");
    Run run = run(history.add("MapStateFailed", "").fail("States.ItemReaderFailed", "c"));

    assertThat(step(run, "M").end().error()).contains("States.ItemReaderFailed");
    assertThat(step(run, "M").work().items()).contains(0);
  }

  @Test
  void unknownEventTypes_areSteppedOver_andNamedOnce() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("f");
    history.add("TaskTeleported", "taskTeleported", "where", "x").add("TaskTeleported", "");
    history.started().succeeded().exited("Task", "T").succeed("{}");
    TestingCase testing = new TestingCase().file("h.json", history.answer());

    assertThat(status(testing.run(), "T")).isEqualTo(Step.Status.SUCCEEDED);
    assertThat(step(testing.run(), "T").attempts()).hasSize(1);
    assertThat(testing.runs().warnings()).singleElement().asString().contains("TaskTeleported");
  }

  @Test
  void eventsWithoutDetails_areRead() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T");
    history.add("ExecutionFailed", "executionFailed");
    Run run = run(history);

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.end().error()).isEmpty();
    assertThat(status(run, "T")).isEqualTo(Step.Status.FAILED);
  }

  @Test
  void executionDataLeftOut_isMissing() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("f").started();
    history.events().forEach(event -> event.findParents("input").forEach(p -> remove(p, "input")));
    Run run = run(history);

    assertThat(run.input().text()).isEmpty();
    assertThat(step(run, "T").input().text()).isEmpty();
    assertThat(step(run, "T").input().json()).isEmpty();
  }

  private static void remove(com.fasterxml.jackson.databind.JsonNode node, String field) {
    ((com.fasterxml.jackson.databind.node.ObjectNode) node).remove(field);
  }

  @Test
  void truncatedData_isMarked() {
    TestingHistory history = TestingHistory.of("r").entered("Pass", "P", "{\"a\":");
    history.details().putObject("inputDetails").put("truncated", true);
    Step step = step(run(history), "P");

    assertThat(step.input().truncated()).isTrue();
    assertThat(step.input().json()).isEmpty();
    assertThat(step.input().bytes()).isEqualTo(5);
  }

  @Test
  void gapsInTheIds_costOnlyWhatIsMissing() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("f").started();
    history.failed("E", "c").exited("Task", "T").pass("P", "{}", "{}").succeed("{}");
    var answer = history.answer();
    ((com.fasterxml.jackson.databind.node.ArrayNode) answer.path("events")).remove(2);
    TestingCase testing = new TestingCase().file("h.json", answer);

    assertThat(paths(testing.run())).containsExactly("T", "P");
    assertThat(step(testing.run(), "T").attempts()).hasSize(1);
    assertThat(status(testing.run(), "T")).isEqualTo(Step.Status.CAUGHT);
    assertThat(testing.runs().gaps()).anyMatch(gap -> gap.what().startsWith("1 of 9 events"));
  }
}
