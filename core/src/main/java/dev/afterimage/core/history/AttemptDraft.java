// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An attempt while its history is read: its events, the scheduling one first. */
final class AttemptDraft {
  private static final Set<String> CALLED = Set.of("FunctionName", "Qualifier");

  private final int number;
  private final List<HistoryEvent> events = new ArrayList<>();

  AttemptDraft(int number, HistoryEvent scheduled) {
    this.number = number;
    events.add(scheduled);
  }

  void add(HistoryEvent event) {
    events.add(event);
  }

  /** Whether another scheduling event asks for the same work with the same input. */
  boolean hasInputOf(HistoryEvent scheduled) {
    return events.get(0).details().equals(scheduled.details());
  }

  HistoryEvent lastEvent() {
    return events.get(events.size() - 1);
  }

  /** Returns the event that ended the attempt with an error. */
  Optional<HistoryEvent> error() {
    for (HistoryEvent event : events) {
      if (event.type().phase().isError()) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  boolean isOver() {
    return ended().isPresent();
  }

  private Optional<HistoryEvent> ended() {
    for (HistoryEvent event : events) {
      EventType.Phase phase = event.type().phase();
      if (phase.isError() || phase == EventType.Phase.SUCCEEDED) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }

  private Optional<Instant> at(EventType.Phase phase) {
    for (HistoryEvent event : events) {
      if (event.type().phase() == phase) {
        return Optional.of(event.at());
      }
    }
    return Optional.empty();
  }

  Attempt build() {
    HistoryEvent first = events.get(0);
    Optional<HistoryEvent> end = ended();
    HistoryEvent last = end.orElse(lastEvent());
    Payload output =
        events.stream()
            .filter(event -> event.details().has("output"))
            .reduce((earlier, later) -> later)
            .map(event -> event.payload("output"))
            .orElse(Payload.missing(last.ref()));
    return new Attempt(
        number,
        target(first),
        new Attempt.Times(
            first.at(),
            at(EventType.Phase.STARTED),
            at(EventType.Phase.SUBMITTED),
            end.map(HistoryEvent::at)),
        input(first),
        output,
        new Attempt.End(
            status(end), last.text("error"), last.text("cause"), last.id(), last.ref()));
  }

  private static Attempt.Status status(Optional<HistoryEvent> end) {
    if (end.isEmpty()) {
      return Attempt.Status.OPEN;
    }
    return switch (end.get().type().phase()) {
      case SUCCEEDED -> Attempt.Status.SUCCEEDED;
      case TIMED_OUT -> Attempt.Status.TIMED_OUT;
      default -> Attempt.Status.FAILED;
    };
  }

  private static Payload input(HistoryEvent scheduled) {
    return scheduled.payload(scheduled.details().has("parameters") ? "parameters" : "input");
  }

  private static Attempt.Target target(HistoryEvent scheduled) {
    Optional<Long> timeout = Json.whole(scheduled.details(), "timeoutInSeconds");
    Optional<Long> heartbeat = Json.whole(scheduled.details(), "heartbeatInSeconds");
    String resource = scheduled.text("resource").orElse("");
    return switch (scheduled.type().subject()) {
      case LAMBDA_FUNCTION ->
          new Attempt.Target(
              "lambda", "function", FunctionName.parse(resource), timeout, heartbeat);
      case ACTIVITY ->
          new Attempt.Target("activity", resource, Optional.empty(), timeout, heartbeat);
      default ->
          new Attempt.Target(
              scheduled.text("resourceType").orElse(""),
              resource,
              function(scheduled),
              timeout,
              heartbeat);
    };
  }

  /** The function's name stands only in the parameters of the scheduling event. */
  private static Optional<FunctionName> function(HistoryEvent scheduled) {
    String service = scheduled.text("resourceType").orElse("");
    if (!service.equals("lambda") && !service.equals("aws-sdk:lambda")) {
      return Optional.empty();
    }
    JsonNode parameters = scheduled.details().path("parameters");
    String text = parameters.isTextual() ? parameters.textValue() : parameters.toString();
    Map<String, String> named = Json.texts(text, CALLED);
    return Optional.ofNullable(named.get("FunctionName"))
        .flatMap(FunctionName::parse)
        .map(name -> name.qualified(Optional.ofNullable(named.get("Qualifier"))));
  }
}
