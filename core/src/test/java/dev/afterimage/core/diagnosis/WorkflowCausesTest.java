// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static dev.afterimage.core.diagnosis.TestingRuns.begun;
import static dev.afterimage.core.diagnosis.TestingRuns.good;
import static dev.afterimage.core.diagnosis.TestingRuns.timedOut;

import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Causes that Step Functions itself brings about or hides. */
class WorkflowCausesTest {
  @TempDir Path folder;

  private DiagnosisAssert diagnose(TestingHistory b) {
    return diagnose(new TestingCase().run(good()), b);
  }

  private DiagnosisAssert diagnose(TestingCase files, TestingHistory b) {
    return TestingRuns.diagnose(folder, files, b);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sfn-runtime | States.Runtime | An error occurred while executing the state 'Work' (entered at the event id #2). The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{}'",
        "sfn-history-limit | States.Runtime | The execution reached the maximum number of history events (25000).",
        "sfn-param-path | States.ParameterPathFailure | the path failed",
        "sfn-param-path | States.NoChoiceMatched | no choice matched",
        "sfn-query-eval | States.QueryEvaluationError | The JSONata expression '$x' returned nothing (undefined).",
        "sfn-data-limit | States.DataLimitExceeded | The state/task 'Work' returned a result with a size exceeding the maximum number of bytes service limit."
      })
  void errorOfTheEngine_isConfirmed_byItsName(String id, String error, String cause) {
    diagnose(begun().entered("Task", "Work").fail(error, cause)).confirms(id);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sfn-runtime | RuntimeError | the path '$.x' could not be found",
        "sfn-history-limit | RuntimeError | maximum number of history events",
        "sfn-param-path | KeyError | 'x'",
        "sfn-query-eval | QueryError | evaluation failed",
        "sfn-data-limit | ValueError | the size is too large",
        "sfn-item-reader | OSError | cannot read the items",
        "sfn-result-writer | OSError | cannot write the results",
        "map-threshold | ValueError | the threshold was exceeded"
      })
  void likeErrorOfTheCode_isNot(String id, String error, String message) {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .started()
                .failed(
                    error, "{\"errorType\":\"" + error + "\",\"errorMessage\":\"" + message + "\"}")
                .fail(error, message))
        .rejects(id);
  }

  @Test
  void taskTimeout_atTheLimitOfTheState_isConfirmed() {
    diagnose(timedOut(30_010, 30, 0))
        .confirms("sfn-task-timeout")
        .rejects("fn-timeout", "sfn-heartbeat");
  }

  @Test
  void taskTimeout_farFromTheLimit_isNot() {
    diagnose(timedOut(5_000, 30, 0)).rejects("sfn-task-timeout");
  }

  @Test
  void heartbeat_beforeTheTimeout_isConfirmed() {
    diagnose(timedOut(10_010, 300, 10)).confirms("sfn-heartbeat").rejects("sfn-task-timeout");
  }

  @Test
  void heartbeat_atTheTimeout_isNot() {
    diagnose(timedOut(30_010, 30, 0)).rejects("sfn-heartbeat");
  }

  @Test
  void lostToken_isConfirmed() {
    TestingHistory history =
        begun()
            .entered("Task", "Work", "{\"order\":7}")
            .scheduled("lambda", "invoke.waitForTaskToken", "{\"FunctionName\":\"worker\"}");
    history.details().put("timeoutInSeconds", 60);
    history
        .add("TaskStarted", "taskStarted", "resourceType", "lambda")
        .after(400)
        .add("TaskSubmitted", "taskSubmitted", "output", "{\"StatusCode\":200}")
        .after(59_610)
        .add("TaskTimedOut", "taskTimedOut", "error", "States.Timeout")
        .add("ExecutionFailed", "executionFailed", "error", "States.Timeout");

    diagnose(history).isRoot("callback-token-lost");
  }

  @Test
  void tokenTask_thatFailed_isNoLostToken() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("lambda", "invoke.waitForTaskToken", "{\"FunctionName\":\"worker\"}")
                .started()
                .failed("ValueError", "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}")
                .fail("ValueError", "no"))
        .rejects("callback-token-lost");
  }

  @Test
  void timedOutExecution_isConfirmed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .started()
                .after(60_000)
                .add("ExecutionTimedOut", "executionTimedOut", "error", "States.Timeout"))
        .isRoot("sfn-exec-timeout")
        .rejects("abort", "sfn-task-timeout");
  }

  @Test
  void abortedExecution_isConfirmed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .started()
                .after(6_000)
                .add("ExecutionAborted", "executionAborted"))
        .confirms("abort")
        .rejects("sfn-exec-timeout", "sfn-task-timeout");
  }

  @Test
  void failedExecution_isNeitherAbortedNorTimedOut() {
    diagnose(timedOut(30_010, 30, 0)).rejects("abort", "sfn-exec-timeout");
  }

  @Test
  void failState_behindACaughtError_isExplainedByThatError() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .started()
                .failed(
                    "Sandbox.Timedout",
                    "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: 11111111-1111-4111-8111-111111111111 Error:"
                        + " Task timed out after 3.00 seconds\"}")
                .exited("Task", "Work", "{\"Error\":\"Sandbox.Timedout\"}")
                .entered("Fail", "GiveUp")
                .fail("WorkFailed", "see the log"))
        .confirms("fn-timeout")
        .doubts("fail-state");
  }

  @Test
  void failState_behindNothing_isTheAuthors() {
    diagnose(
            begun()
                .pass("Look", "{}", "{}")
                .entered("Fail", "GiveUp")
                .fail("NothingToDo", "the list is empty"))
        .isRoot("fail-state");
  }

  @Test
  void caughtError_inARunThatSucceeded_isSwallowed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .started()
                .failed("ValueError", "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}")
                .exited("Task", "Work", "{\"Error\":\"ValueError\"}")
                .succeed("{}"))
        .confirms("catch-swallow");
  }

  @Test
  void healedRetry_inARunThatSucceeded_isNotSwallowed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .started()
                .failed("ValueError", "{\"errorType\":\"ValueError\",\"errorMessage\":\"no\"}")
                .after(1_000)
                .scheduled("worker")
                .started()
                .succeeded()
                .exited("Task", "Work")
                .succeed("{}"))
        .holdsNothing();
  }

  @Test
  void functionError_inTheOutputOfTheSdkIntegration_isConfirmed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("aws-sdk:lambda", "invoke", "{\"FunctionName\":\"worker\"}")
                .started()
                .succeeded(
                    "{\"FunctionError\":\"Unhandled\",\"Payload\":\"{}\",\"StatusCode\":200}")
                .exited("Task", "Work")
                .succeed("{}"))
        .confirms("sdk-integ-swallow");
  }

  @Test
  void answerWithoutFunctionError_isNotSwallowed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("aws-sdk:lambda", "invoke", "{\"FunctionName\":\"worker\"}")
                .started()
                .succeeded("{\"Payload\":\"{}\",\"StatusCode\":200}")
                .exited("Task", "Work")
                .succeed("{}"))
        .rejects("sdk-integ-swallow", "catch-swallow", "async-invoke");
  }

  @Test
  void mapRun_thatCouldNotReadItsItems_isConfirmed() {
    diagnose(
            begun()
                .entered("Map", "Each", "{}")
                .mapStarted(0)
                .add(
                    "MapRunStarted",
                    "mapRunStarted",
                    "mapRunArn",
                    "arn:aws:states:eu-west-1:111122223333:mapRun:orders/Each:m1")
                .add(
                    "MapRunFailed",
                    "mapRunFailed",
                    "error",
                    "States.ItemReaderFailed",
                    "cause",
                    "Attempting to map over non-iterable node.")
                .add("MapStateFailed", "")
                .fail("States.ItemReaderFailed", "Attempting to map over non-iterable node."))
        .confirms("sfn-item-reader")
        .rejects("map-threshold", "sfn-result-writer");
  }

  @Test
  void mapRun_overItsThreshold_withoutChildren_isAllThatIsKnown() {
    diagnose(
            begun()
                .entered("Map", "Each", "{}")
                .mapStarted(9)
                .add(
                    "MapRunStarted",
                    "mapRunStarted",
                    "mapRunArn",
                    "arn:aws:states:eu-west-1:111122223333:mapRun:orders/Each:m1")
                .add(
                    "MapRunFailed",
                    "mapRunFailed",
                    "error",
                    "States.ExceedToleratedFailureThreshold",
                    "cause",
                    "The specified tolerated failure threshold was exceeded")
                .add("MapStateFailed", "")
                .fail(
                    "States.ExceedToleratedFailureThreshold",
                    "The specified tolerated failure threshold was exceeded"))
        .isRoot("map-threshold");
  }

  @Test
  void roleThatCannotBeAssumed_isConfirmed() {
    diagnose(
            begun()
                .entered("Task", "Work", "{\"order\":7}")
                .scheduled("worker")
                .failed(
                    "States.TaskFailed",
                    "The role arn:aws:iam::1:role/sfn is not authorized to assume the task state's role, arn:aws:iam::1:role/task.")
                .fail(
                    "States.TaskFailed",
                    "The role arn:aws:iam::1:role/sfn is not authorized to assume the task state's role, arn:aws:iam::1:role/task."))
        .confirms("sfn-assume-role")
        .rejects("sfn-permission", "nested-exec");
  }
}
