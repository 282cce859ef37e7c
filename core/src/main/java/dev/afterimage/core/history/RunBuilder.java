// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Makes a run of a history, a description, or both. */
final class RunBuilder {
  private final Optional<EvidenceRecord> description;
  private final Optional<EvidenceRecord> entry;
  private final List<HistoryEvent> events;
  private final boolean complete;

  /**
   * Creates the builder.
   *
   * @param entry the run's entry of a list of executions, which names it where nothing else does
   */
  RunBuilder(
      Optional<EvidenceRecord> description,
      Optional<EvidenceRecord> entry,
      List<HistoryEvent> events,
      boolean complete) {
    this.description = description;
    this.entry = entry;
    this.events = events;
    this.complete = complete;
  }

  /** Returns the whole run. */
  Run build(Optional<String> arn) {
    RunEnd end = wholeEnd();
    Instant start =
        description
            .flatMap(d -> d.moment("startDate"))
            .or(() -> events.stream().map(HistoryEvent::at).min(Instant::compareTo))
            .orElse(Instant.EPOCH);
    Optional<Instant> stop =
        description
            .flatMap(d -> d.moment("stopDate"))
            .filter(at -> end.isOver())
            .or(() -> terminal().map(HistoryEvent::at));
    int redrives =
        Math.max(
            count(events),
            description.flatMap(d -> Json.whole(d.body(), "redriveCount")).orElse(0L).intValue());
    return new Run(
        identity(arn),
        new Run.Times(start, stop, offset()),
        end,
        input(),
        ErrorsOfTheEnd.complete(StepTree.of(events).build(end), events, description),
        new Run.Source(description, events, complete, redrives, Optional.empty()));
  }

  /**
   * Returns one segment of a redriven run: what is known at its end, with its own start.
   *
   * @param number 0 is the original run
   */
  static Optional<Run> segment(Run whole, int number) {
    List<HistoryEvent> events = whole.source().events();
    List<HistoryEvent> redriven = events.stream().filter(RunBuilder::isRedriven).toList();
    if (number < 0 || number > redriven.size() || events.isEmpty()) {
      return Optional.empty();
    }
    long until = number < redriven.size() ? redriven.get(number).id() : Long.MAX_VALUE;
    List<HistoryEvent> part = events.stream().filter(event -> event.id() < until).toList();
    HistoryEvent first = number == 0 ? part.get(0) : redriven.get(number - 1);
    RunBuilder builder =
        new RunBuilder(
            whole.source().description(), Optional.empty(), part, whole.source().complete());
    RunEnd end = builder.eventEnd().orElse(whole.end());
    return Optional.of(
        new Run(
            whole.identity(),
            new Run.Times(
                first.at(), builder.terminal().map(HistoryEvent::at), whole.times().offset()),
            end,
            whole.input(),
            StepTree.of(part).build(end),
            new Run.Source(
                whole.source().description(),
                part,
                whole.source().complete(),
                whole.source().redrives(),
                Optional.of(number))));
  }

  /** Returns the status that the last event of a run gives it. */
  static RunStatus statusOf(HistoryEvent terminal) {
    return switch (terminal.type().phase()) {
      case SUCCEEDED -> RunStatus.SUCCEEDED;
      case FAILED -> RunStatus.FAILED;
      case TIMED_OUT -> RunStatus.TIMED_OUT;
      case ABORTED -> RunStatus.ABORTED;
      default -> RunStatus.UNKNOWN;
    };
  }

  private static boolean isRedriven(HistoryEvent event) {
    return event.type().is(EventType.Subject.EXECUTION, EventType.Phase.REDRIVEN);
  }

  private static int count(List<HistoryEvent> events) {
    return (int) events.stream().filter(RunBuilder::isRedriven).count();
  }

  private Run.Identity identity(Optional<String> knownArn) {
    Optional<String> arn =
        knownArn
            .or(() -> description.flatMap(d -> d.text("executionArn")))
            .or(() -> entry.flatMap(e -> e.text("executionArn")));
    Optional<String> machine =
        description
            .or(() -> entry)
            .flatMap(d -> d.text("stateMachineArn"))
            .map(Arns::unqualified)
            .or(() -> arn.map(Arns::stateMachineOfExecution));
    String name =
        description
            .or(() -> entry)
            .flatMap(d -> d.text("name"))
            .or(() -> arn.map(Arns::nameOfExecution))
            .orElse("");
    boolean express =
        arn.map(Arns::isExpress).orElse(false)
            || description.map(d -> d.body().has("billingDetails")).orElse(false);
    return new Run.Identity(
        name, arn, machine, description.flatMap(d -> d.text("mapRunArn")), express);
  }

  private Optional<ZoneOffset> offset() {
    return description.flatMap(d -> Timestamps.offset(d.get("startDate")));
  }

  private Payload input() {
    return description
        .filter(d -> d.text("input").isPresent())
        .map(d -> new Payload(d.text("input"), d.ref("input"), false))
        .or(
            () ->
                events.stream()
                    .filter(e -> e.type().is(EventType.Subject.EXECUTION, EventType.Phase.STARTED))
                    .findFirst()
                    .map(event -> event.payload("input")))
        .orElseGet(() -> Payload.missing(anyRef()));
  }

  private dev.afterimage.core.evidence.Ref anyRef() {
    return description.map(EvidenceRecord::ref).orElseGet(() -> events.get(0).ref());
  }

  /** Returns the event that ended the run; none where it goes on. */
  private Optional<HistoryEvent> terminal() {
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(events.get(events.size() - 1)).filter(last -> last.type().isTerminal());
  }

  private Optional<RunEnd> eventEnd() {
    return terminal()
        .map(
            event ->
                new RunEnd(
                    statusOf(event),
                    event.text("error"),
                    event.text("cause"),
                    event.payload("output"),
                    event.ref()));
  }

  private RunEnd wholeEnd() {
    Optional<RunEnd> byEvent = eventEnd();
    Optional<RunEnd> described = description.map(RunBuilder::describedEnd);
    if (byEvent.isPresent()) {
      RunEnd seen = byEvent.get();
      return described
          .filter(d -> d.status() == seen.status())
          .map(
              d ->
                  new RunEnd(
                      seen.status(),
                      seen.error().or(d::error),
                      seen.cause().or(d::cause),
                      seen.output().text().isPresent() ? seen.output() : d.output(),
                      seen.ref()))
          .orElse(seen);
    }
    return described.orElseGet(
        () ->
            new RunEnd(
                complete ? RunStatus.RUNNING : RunStatus.UNKNOWN,
                Optional.empty(),
                Optional.empty(),
                Payload.missing(anyRef()),
                events.get(events.size() - 1).ref()));
  }

  private static RunEnd describedEnd(EvidenceRecord description) {
    return new RunEnd(
        RunStatus.parse(description.text("status").orElse("")),
        description.text("error"),
        description.text("cause"),
        description.text("output").isPresent()
            ? new Payload(description.text("output"), description.ref("output"), false)
            : Payload.missing(description.ref()),
        description.ref("status"));
  }
}
