// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A step while its history is read. */
final class StepDraft {
  final HistoryEvent entered;
  final String name;
  final @Nullable StepDraft parent;
  final Step.Frame frame;
  final String path;
  final List<AttemptDraft> attempts = new ArrayList<>();
  final TreeSet<Integer> started = new TreeSet<>();

  private Optional<HistoryEvent> exited = Optional.empty();
  private Optional<HistoryEvent> failed = Optional.empty();
  private Optional<Integer> items = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<String> mapRunArn = Optional.empty();
  private boolean succeeded;
  private int rounds;

  StepDraft(HistoryEvent entered, @Nullable StepDraft parent, Step.Frame frame, String path) {
    this.entered = entered;
    this.name = entered.text("name").orElse("?");
    this.parent = parent;
    this.frame = frame;
    this.path = path;
  }

  EventType.Subject type() {
    return entered.type().subject();
  }

  boolean isContainer() {
    return type() == EventType.Subject.MAP_STATE || type() == EventType.Subject.PARALLEL_STATE;
  }

  /** Whether neither an exit nor a failure of the whole step has been seen. */
  boolean isRunning() {
    return exited.isEmpty() && failed.isEmpty();
  }

  boolean isExited() {
    return exited.isPresent();
  }

  int round() {
    return Math.max(1, rounds);
  }

  /** A try of the whole Map or Parallel state begins. */
  void startRound(HistoryEvent event) {
    rounds++;
    startedAt = Optional.of(event.at());
    failed = Optional.empty();
    succeeded = false;
    if (event.details().path("length").isNumber()) {
      items = Optional.of(event.details().path("length").intValue());
    }
    started.clear();
  }

  void mapRun(HistoryEvent event) {
    event.text("mapRunArn").ifPresent(arn -> mapRunArn = Optional.of(arn));
  }

  /** Every item or branch of the last round succeeded. */
  void succeed() {
    succeeded = true;
    // A redriven run went on with what had failed before.
    failed = Optional.empty();
  }

  /**
   * The step was left. A Map or Parallel state that did not succeed before was left by a Catch,
   * which writes no event of its own: the error is the parent of the exit.
   */
  void exit(HistoryEvent event, Optional<HistoryEvent> cause) {
    exited = Optional.of(event);
    if (isContainer() && !succeeded && rounds > 0 && failed.isEmpty()) {
      failed = cause.filter(by -> by.text("error").isPresent());
    }
  }

  /** The step failed; MapStateFailed names no error and does not hide the event that does. */
  void fail(HistoryEvent event) {
    boolean told = failed.filter(by -> by.text("error").isPresent()).isPresent();
    if (!told || event.text("error").isPresent()) {
      failed = Optional.of(event);
    }
  }

  /** A redriven run goes on with a step that had failed. */
  void resume() {
    failed = Optional.empty();
  }

  Step build(RunEnd runEnd) {
    Payload output =
        exited.map(event -> event.payload("output")).orElse(Payload.missing(entered.ref()));
    Instant entry = entered.at();
    Optional<Instant> left = exited.or(() -> failed).map(HistoryEvent::at);
    return new Step(
        new Step.Id(path, name, type(), entered.id(), frame),
        new Step.Span(entry, left, entered.ref()),
        entered.payload("input"),
        output,
        end(runEnd),
        new Step.Work(
            attempts.stream().map(AttemptDraft::build).toList(),
            items,
            List.copyOf(started),
            startedAt,
            mapRunArn,
            exited.map(event -> event.payloads("assignedVariables")).orElse(Map.of())));
  }

  private Step.End end(RunEnd runEnd) {
    Optional<HistoryEvent> error = lastError();
    if (exited.isPresent()) {
      boolean caught = error.isPresent() && isLast(error.get());
      HistoryEvent by = caught ? error.get() : exited.get();
      return end(caught ? Step.Status.CAUGHT : Step.Status.SUCCEEDED, by);
    }
    if (type() == EventType.Subject.FAIL_STATE) {
      return end(Step.Status.FAILED, failed.orElse(entered));
    }
    if (failed.isPresent() || error.isPresent()) {
      HistoryEvent by = failed.or(() -> error).orElseThrow();
      boolean timedOut = by.type().phase() == EventType.Phase.TIMED_OUT;
      return end(timedOut ? Step.Status.TIMED_OUT : Step.Status.FAILED, by);
    }
    boolean over = runEnd.isOver() || isCutOff();
    return end(over ? Step.Status.ABORTED : Step.Status.OPEN, entered);
  }

  /** Whether a step around this one has ended or begun anew, so that this one cannot go on. */
  private boolean isCutOff() {
    Step.Frame inner = frame;
    for (StepDraft outer = parent; outer != null; outer = outer.parent) {
      if (!outer.isRunning() || inner.round() < outer.round()) {
        return true;
      }
      inner = outer.frame;
    }
    return false;
  }

  /** The error of the last attempt, where that ended in one. */
  private Optional<HistoryEvent> lastError() {
    return attempts.isEmpty() ? failed : attempts.get(attempts.size() - 1).error().or(() -> failed);
  }

  /** Whether nothing of the step came after its error but the exit. */
  private boolean isLast(HistoryEvent error) {
    return attempts.isEmpty() || attempts.get(attempts.size() - 1).lastEvent().id() <= error.id();
  }

  private static Step.End end(Step.Status status, HistoryEvent by) {
    boolean error =
        status == Step.Status.CAUGHT
            || status == Step.Status.FAILED
            || status == Step.Status.TIMED_OUT;
    Ref ref = by.ref();
    return new Step.End(
        status,
        error ? by.text("error") : Optional.empty(),
        error ? by.text("cause") : Optional.empty(),
        by.id(),
        ref);
  }
}
