// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.afterimage.core.history.EventType.Phase;
import dev.afterimage.core.history.EventType.Subject;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTypeTest {
  /** The enumeration of the API's model. */
  private static final List<String> ALL =
      List.of(
          "ActivityFailed ActivityScheduled ActivityScheduleFailed ActivityStarted",
          "ActivitySucceeded ActivityTimedOut ChoiceStateEntered ChoiceStateExited",
          "ExecutionAborted ExecutionFailed ExecutionStarted ExecutionSucceeded",
          "ExecutionTimedOut FailStateEntered LambdaFunctionFailed LambdaFunctionScheduled",
          "LambdaFunctionScheduleFailed LambdaFunctionStarted LambdaFunctionStartFailed",
          "LambdaFunctionSucceeded LambdaFunctionTimedOut MapIterationAborted",
          "MapIterationFailed MapIterationStarted MapIterationSucceeded MapStateAborted",
          "MapStateEntered MapStateExited MapStateFailed MapStateStarted MapStateSucceeded",
          "ParallelStateAborted ParallelStateEntered ParallelStateExited ParallelStateFailed",
          "ParallelStateStarted ParallelStateSucceeded PassStateEntered PassStateExited",
          "SucceedStateEntered SucceedStateExited TaskFailed TaskScheduled TaskStarted",
          "TaskStartFailed TaskStateAborted TaskStateEntered TaskStateExited TaskSubmitFailed",
          "TaskSubmitted TaskSucceeded TaskTimedOut WaitStateAborted WaitStateEntered",
          "WaitStateExited MapRunAborted MapRunFailed MapRunStarted MapRunSucceeded",
          "ExecutionRedriven MapRunRedriven EvaluationFailed");

  @Test
  void everyTypeOfTheModel_isTakenApart() {
    List<String> names = ALL.stream().flatMap(line -> List.of(line.split(" ")).stream()).toList();

    assertThat(names).hasSize(62).doesNotHaveDuplicates();
    for (String name : names) {
      EventType type = EventType.parse(name);
      assertThat(type.subject()).as(name).isNotEqualTo(Subject.UNKNOWN);
      assertThat(type.phase()).as(name).isNotEqualTo(Phase.UNKNOWN);
      assertThat(type.name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TaskStateEntered, TASK_STATE, ENTERED",
    "TaskSubmitFailed, TASK, SUBMIT_FAILED",
    "MapRunRedriven, MAP_RUN, REDRIVEN",
    "MapIterationAborted, MAP_ITERATION, ABORTED",
    "LambdaFunctionScheduleFailed, LAMBDA_FUNCTION, SCHEDULE_FAILED",
    "EvaluationFailed, EVALUATION, FAILED"
  })
  void name_isSubjectAndPhase(String name, Subject subject, Phase phase) {
    assertThat(EventType.parse(name).is(subject, phase)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "QuantumStateEntered", "TaskStateTeleported", "Task", "taskFailed"})
  void typeThatAwsAddedSince_isUnknown(String name) {
    EventType type = EventType.parse(name);

    assertThat(type.subject()).isEqualTo(Subject.UNKNOWN);
    assertThat(type.isTerminal()).isFalse();
    assertThat(type.name()).isEqualTo(name);
  }

  @Test
  void terminal_areTheEndsOfAnExecutionAlone() {
    List<String> terminal =
        ALL.stream()
            .flatMap(line -> List.of(line.split(" ")).stream())
            .filter(name -> EventType.parse(name).isTerminal())
            .toList();

    assertThat(terminal)
        .containsExactlyInAnyOrder(
            "ExecutionAborted", "ExecutionFailed", "ExecutionSucceeded", "ExecutionTimedOut");
  }

  @Property
  void anyName_isTaken(@ForAll String name) {
    assertThat(EventType.parse(name).name()).isEqualTo(name);
  }
}
