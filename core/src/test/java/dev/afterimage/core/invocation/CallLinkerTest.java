// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static dev.afterimage.core.testing.TestingLog.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import dev.afterimage.core.testing.TestingLog;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which invocation served an attempt. */
class CallLinkerTest {
  private static TestingHistory calling(Consumer<TestingHistory> ends) {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("poll");
    history.started().after(100);
    ends.accept(history);
    return history;
  }

  private static TestingHistory failing(String error, String cause) {
    return calling(history -> history.failed(error, cause.replace('\'', '"')).fail(error, cause));
  }

  private static TestingLog log(int id) {
    return new TestingLog().after(20).served(request(id), 50);
  }

  private static LinkedCall linked(TestingHistory history, TestingLog log) {
    return TestingFleet.fleet(TestingFleet.with(log).run(history)).calls().get(0);
  }

  private static void isLinked(LinkedCall call, LinkedCall.Grade grade) {
    assertThat(call.invocation()).map(LinkedCall.Link::grade).contains(grade);
    assertThat(call.served()).map(Invocation::requestId).contains(request(1));
  }

  @Test
  void requestIdOfTheOutput_links() {
    TestingHistory history = calling(h -> h.served(request(1), "$LATEST"));

    isLinked(linked(history, log(1)), LinkedCall.Grade.REQUEST_ID);
  }

  @Test
  void requestIdOfTheHeaders_links() {
    TestingHistory history =
        calling(
            h ->
                h.succeeded(
                    "{\"SdkHttpMetadata\":{\"HttpHeaders\":{\"x-amzn-RequestId\":\""
                        + request(1)
                        + "\"}}}"));

    isLinked(linked(history, log(1)), LinkedCall.Grade.REQUEST_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'errorType':'Sandbox.Timedout','errorMessage':'RequestId: ID Error: Task timed out'}",
        "{'errorType':'Runtime.ExitError','errorMessage':'RequestId: ID Error: Runtime exited'}",
        "{'errorType':'ValueError','errorMessage':'bad','requestId':'ID','stackTrace':[]}",
        "The cause could not be determined because Lambda did not return an error type. Returned"
            + " payload: {'errorMessage':'2026-03-01T10:00:00Z ID Task timed out after 1.00"
            + " seconds'}"
      })
  void requestIdOfTheCause_links(String cause) {
    TestingHistory history = failing("Lambda.Unknown", cause.replace("ID", request(1)));

    isLinked(linked(history, log(1)), LinkedCall.Grade.REQUEST_ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lambda.TooManyRequestsException",
        "Lambda.ResourceNotFoundException",
        "Lambda.AWSLambdaException"
      })
  void refusedCall_hasNoInvocation_whateverRequestIsThere(String error) {
    TestingHistory history =
        failing(
            error,
            "(Service: AWSLambda; Status Code: 429; Error Code: X; Request ID: "
                + request(1)
                + "; Proxy: null)");
    LinkedCall call = linked(history, log(1));

    assertThat(RequestIds.isRefused(call.call().attempt())).isTrue();
    assertThat(call.served()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Lambda.SdkClientException", "Lambda.ClientExecutionTimeoutException"})
  void callThatGotNoAnswer_mayHaveBeenServed(String error) {
    LinkedCall call = linked(failing(error, "Unable to execute HTTP request"), log(1));

    assertThat(RequestIds.isRefused(call.call().attempt())).isFalse();
    isLinked(call, LinkedCall.Grade.TIME);
  }

  @Test
  void sameNameRaisedByTheFunction_isNoRefusal() {
    LinkedCall call = linked(failing("TooManyRequestsException", "{'errorMessage':'x'}"), log(1));

    assertThat(RequestIds.isRefused(call.call().attempt())).isFalse();
  }

  @Test
  void requestThatTheLogsDoNotHold_isNotReplacedByAnother() {
    TestingHistory history = calling(h -> h.served(request(7), "$LATEST"));

    assertThat(linked(history, log(1)).served()).isEmpty();
  }

  @Test
  void withoutARequestId_theOnlyPossibleInvocationLinks() {
    isLinked(linked(failing("ValueError", "{'errorMessage':'x'}"), log(1)), LinkedCall.Grade.TIME);
  }

  @Test
  void twoPossibleInvocations_linkNeither() {
    TestingLog log = new TestingLog().after(10).served(request(1), 20);
    log.in(TestingLog.stream("$LATEST", 2)).served(request(2), 20);

    assertThat(linked(failing("ValueError", "{}"), log).served()).isEmpty();
  }

  @Test
  void errorThatTheLogShows_tellsTheTwoApart() {
    TestingLog log = new TestingLog().after(10).start(request(1));
    log.line("[ERROR] ValueError: x\nTraceback (most recent call last):\n  File \"a\", line 1\n");
    log.report(request(1), "1.00", "");
    log.in(TestingLog.stream("$LATEST", 2)).start(request(2));
    log.line("[ERROR] KeyError: x\nTraceback (most recent call last):\n  File \"a\", line 1\n");
    log.report(request(2), "1.00", "");

    isLinked(linked(failing("ValueError", "{}"), log), LinkedCall.Grade.TIME);
  }

  @Test
  void invocationThatEndedAfterTheAttempt_isAnothers() {
    TestingLog log = new TestingLog().after(20).served(request(1), 60_000);

    assertThat(linked(failing("ValueError", "{}"), log).served()).isEmpty();
  }

  @Test
  void invocationThatOutlivesATimedOutTask_isItsOwn() {
    TestingHistory history =
        calling(h -> h.add("TaskTimedOut", "taskTimedOut", "error", "States.Timeout"));
    TestingLog log = new TestingLog().after(20).served(request(1), 60_000);
    LinkedCall call = linked(history.fail("States.Timeout", ""), log);

    assertThat(call.call().attempt().end().status()).isEqualTo(Attempt.Status.TIMED_OUT);
    isLinked(call, LinkedCall.Grade.TIME);
  }

  @Test
  void invocationBeforeOrLongAfter_isAnothers() {
    TestingLog early = new TestingLog().at(TestingHistory.START.minusSeconds(30));
    TestingLog late = new TestingLog().at(TestingHistory.START.plusSeconds(300));
    TestingHistory history = failing("ValueError", "{}");

    assertThat(linked(history, early.served(request(1), 5)).served()).isEmpty();
    assertThat(linked(history, late.served(request(1), 5)).served()).isEmpty();
  }

  @Test
  void invocationOfAnotherVersion_isAnothers() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("poll:7");
    history.started().after(100).failed("E", "{}").fail("E", "{}");
    TestingLog other =
        new TestingLog().in(TestingLog.stream("6", 1)).after(9).served(request(1), 5);
    TestingLog same = new TestingLog().in(TestingLog.stream("7", 1)).after(9).served(request(1), 5);

    assertThat(linked(history, other).served()).isEmpty();
    isLinked(linked(history, same), LinkedCall.Grade.TIME);
  }

  @Test
  void invocationOfAnotherFunction_isAnothers() {
    TestingHistory history = TestingHistory.of("r").entered("Task", "T").scheduled("push");
    history.started().after(100).failed("E", "{}").fail("E", "{}");

    assertThat(linked(history, log(1)).served()).isEmpty();
  }

  @Test
  void requestThatLambdaTriedAgain_linksTheOneInTime() {
    TestingLog log = log(1).at(TestingHistory.START.plusSeconds(120)).served(request(1), 5);
    LinkedCall call = linked(calling(h -> h.served(request(1), "$LATEST")), log);

    assertThat(call.served()).map(i -> i.place().ordinal()).contains(0);
  }

  @Test
  void invocationsOfCutOffSteps_areStillTheRuns() {
    // Fail-fast does not stop Lambda: which step each served is open, that the run did is not.
    TestingHistory history = TestingHistory.of("r").entered("Map", "M").mapStarted(2);
    for (int i = 0; i < 2; i++) {
      history.from(3).iteration("Started", "M", i).entered("Task", "T").scheduled("poll").started();
    }
    history.add("ExecutionAborted", "");
    TestingLog log = new TestingLog().after(10).served(request(1), 20);
    log.in(TestingLog.stream("$LATEST", 2)).served(request(2), 20);
    Fleet fleet = TestingFleet.fleet(TestingFleet.with(log).run(history));

    assertThat(fleet.calls()).hasSize(2).allMatch(call -> call.served().isEmpty());
    assertThat(fleet.invocations()).allMatch(i -> fleet.runOf(i).isPresent());
  }

  @Test
  void invocationThatTwoRunsCouldHaveMade_isNeithers() {
    TestingCase testing = TestingFleet.with(log(1));
    for (String name : new String[] {"a", "b"}) {
      TestingHistory history =
          TestingHistory.of(name, TestingHistory.START, "{\"n\":\"" + name + "\"}");
      history.entered("Task", "T").scheduled("poll").started().after(100);
      testing.run(history.failed("E", "{}").fail("E", name));
    }
    Fleet fleet = TestingFleet.fleet(testing);

    assertThat(fleet.invocations()).allMatch(i -> fleet.runOf(i).isEmpty());
  }

  @Test
  void fleet_findsItsPartsByTheirKeys() {
    Fleet fleet =
        TestingFleet.fleet(
            TestingFleet.with(log(1)).run(calling(h -> h.served(request(1), "$LATEST"))));
    Invocation invocation = fleet.invocations().toList().get(0);

    assertThat(fleet.sandboxOf(invocation)).contains(fleet.sandboxes().get(0));
    assertThat(fleet.of("poll")).hasSize(1);
    assertThat(fleet.of("push")).isEmpty();
    assertThat(fleet.runOf(invocation)).map(run -> run.name()).contains("r");
    assertThat(fleet.callsOf(fleet.calls().get(0).run())).hasSize(1);
    assertThat(fleet.calls().get(0).isFailed()).isFalse();
    assertThat(Optional.of(fleet.gaps())).contains(java.util.List.of());
  }
}
