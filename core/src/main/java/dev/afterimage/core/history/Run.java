// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Ref;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One execution of a state machine, or one segment of a redriven one. */
public record Run(
    Identity identity, Times times, RunEnd end, Payload input, List<Step> steps, Source source) {

  /**
   * Who a run is.
   *
   * @param name the execution's name; empty where the evidence does not say
   * @param stateMachineArn the state machine, without version or alias
   * @param mapRunArn the Map Run that it is a child of
   */
  public record Identity(
      String name,
      Optional<String> arn,
      Optional<String> stateMachineArn,
      Optional<String> mapRunArn,
      boolean express) {

    /** Returns the state machine's name; empty where the evidence does not say. */
    public String stateMachine() {
      return stateMachineArn
          .or(() -> arn.map(Arns::stateMachineOfExecution))
          .map(text -> text.substring(text.lastIndexOf(':') + 1))
          .orElse("");
    }
  }

  /**
   * When a run started and stopped.
   *
   * @param offset the offset that its description writes times in
   */
  public record Times(Instant start, Optional<Instant> stop, Optional<ZoneOffset> offset) {
    /** Returns how long it ran; none while it runs. */
    public Optional<Duration> duration() {
      return stop.map(end -> Duration.between(start, end));
    }
  }

  /**
   * What a run was rebuilt from.
   *
   * @param description the answer of describe-execution
   * @param events its events in the order of their ids; those up to the segment's end
   * @param complete whether no event is missing
   * @param redrives how often it was redriven
   * @param segment the segment that this is about; none is the whole run
   */
  public record Source(
      Optional<EvidenceRecord> description,
      List<HistoryEvent> events,
      boolean complete,
      int redrives,
      Optional<Integer> segment) {
    public Source {
      events = List.copyOf(events);
    }

    /** Returns the place that shows the run as a whole. */
    public Ref ref() {
      return description
          .map(EvidenceRecord::ref)
          .orElseGet(() -> events.get(events.size() - 1).ref());
    }
  }

  public Run {
    requireNonNull(identity, "identity is null");
    requireNonNull(times, "times is null");
    requireNonNull(end, "end is null");
    requireNonNull(input, "input is null");
    steps = List.copyOf(steps);
    requireNonNull(source, "source is null");
  }

  /** Runs are equal where they are the same segment of the same execution. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Run that
        && identity.equals(that.identity)
        && times.equals(that.times)
        && source.segment().equals(that.source.segment())
        && source.ref().equals(that.source.ref());
  }

  @Override
  public int hashCode() {
    return Objects.hash(identity, times, source.segment());
  }

  /** Returns the name. */
  public String name() {
    return identity.name();
  }

  /** Returns the status. */
  public RunStatus status() {
    return end.status();
  }

  /** Returns the moment that the run was over, or of the last event that is known of it. */
  public Instant lastMoment() {
    return times
        .stop()
        .or(() -> source.events().stream().map(HistoryEvent::at).max(Instant::compareTo))
        .orElse(times.start());
  }

  /** Whether an attempt of its steps was made in it; a segment knows of those before it, too. */
  public boolean made(Attempt attempt) {
    return source.segment().isEmpty() || !attempt.times().scheduled().isBefore(times.start());
  }

  /** Returns the attempts of all steps that called a Lambda function, each with its step. */
  public Stream<Call> calls() {
    return steps.stream()
        .flatMap(
            step ->
                step.attempts().stream()
                    .filter(this::made)
                    .flatMap(
                        attempt ->
                            attempt.target().function().stream()
                                .map(function -> new Call(step, attempt, function))));
  }

  /** A call of a Lambda function: the attempt, its step and the function it named. */
  public record Call(Step step, Attempt attempt, FunctionName function) {}
}
