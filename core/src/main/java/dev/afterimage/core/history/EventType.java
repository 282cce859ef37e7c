// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

/**
 * The type of a history event, taken apart: what it speaks of and what happened to that.
 *
 * @param name the type as AWS writes it
 */
public record EventType(String name, Subject subject, Phase phase) {

  /** What a history event speaks of. */
  public enum Subject {
    EXECUTION("Execution"),
    CHOICE_STATE("ChoiceState"),
    FAIL_STATE("FailState"),
    MAP_STATE("MapState"),
    PARALLEL_STATE("ParallelState"),
    PASS_STATE("PassState"),
    SUCCEED_STATE("SucceedState"),
    TASK_STATE("TaskState"),
    WAIT_STATE("WaitState"),
    MAP_ITERATION("MapIteration"),
    MAP_RUN("MapRun"),
    LAMBDA_FUNCTION("LambdaFunction"),
    ACTIVITY("Activity"),
    TASK("Task"),
    EVALUATION("Evaluation"),
    UNKNOWN("");

    private final String prefix;

    Subject(String prefix) {
      this.prefix = prefix;
    }

    /** Whether this is a state of the definition. */
    public boolean isState() {
      return prefix.endsWith("State");
    }

    /** Whether this is the work that a Task state has done. */
    public boolean isWork() {
      return this == LAMBDA_FUNCTION || this == ACTIVITY || this == TASK;
    }
  }

  /** What happened to the subject of a history event. */
  public enum Phase {
    ENTERED("Entered"),
    EXITED("Exited"),
    SCHEDULE_FAILED("ScheduleFailed"),
    START_FAILED("StartFailed"),
    SUBMIT_FAILED("SubmitFailed"),
    SCHEDULED("Scheduled"),
    SUBMITTED("Submitted"),
    STARTED("Started"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),
    TIMED_OUT("TimedOut"),
    ABORTED("Aborted"),
    REDRIVEN("Redriven"),
    UNKNOWN("");

    private final String suffix;

    Phase(String suffix) {
      this.suffix = suffix;
    }

    /** Whether the work ended in an error. */
    public boolean isError() {
      return switch (this) {
        case SCHEDULE_FAILED, START_FAILED, SUBMIT_FAILED, FAILED, TIMED_OUT -> true;
        default -> false;
      };
    }
  }

  public EventType {
    requireNonNull(name, "name is null");
    requireNonNull(subject, "subject is null");
    requireNonNull(phase, "phase is null");
  }

  /** Takes a type apart; one that AWS added since has an unknown subject or phase. */
  public static EventType parse(String name) {
    for (Subject subject : Subject.values()) {
      if (name.startsWith(subject.prefix)) {
        String rest = name.substring(subject.prefix.length());
        for (Phase phase : Phase.values()) {
          if (rest.equals(phase.suffix) && isKnown(subject, phase)) {
            return new EventType(name, subject, phase);
          }
        }
      }
    }
    return new EventType(name, Subject.UNKNOWN, Phase.UNKNOWN);
  }

  private static boolean isKnown(Subject subject, Phase phase) {
    return subject != Subject.UNKNOWN && phase != Phase.UNKNOWN;
  }

  /** Whether this is {@code phase} of {@code subject}. */
  public boolean is(Subject ofSubject, Phase ofPhase) {
    return subject == ofSubject && phase == ofPhase;
  }

  /** Whether a state was entered. */
  public boolean isStateEntered() {
    return subject.isState() && phase == Phase.ENTERED;
  }

  /** Whether this event ends the execution, or one segment of a redriven one. */
  public boolean isTerminal() {
    return subject == Subject.EXECUTION && phase != Phase.STARTED && phase != Phase.REDRIVEN;
  }
}
