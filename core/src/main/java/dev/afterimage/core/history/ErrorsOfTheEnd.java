// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives the failing step of a history without execution data the error that the description of the
 * run tells: such a history names events and no errors, and a run fails with the error of its leaf.
 */
final class ErrorsOfTheEnd {
  private final String error;
  private final Optional<String> cause;
  private final Ref description;
  private final Set<Long> failing;

  private ErrorsOfTheEnd(String error, Optional<String> cause, Ref description, Set<Long> failing) {
    this.error = error;
    this.cause = cause;
    this.description = description;
    this.failing = failing;
  }

  /** Returns the steps with what the description adds. */
  static List<Step> complete(
      List<Step> steps, List<HistoryEvent> events, Optional<EvidenceRecord> description) {
    Optional<String> error = description.flatMap(d -> d.text("error"));
    Set<Long> failing = failing(events);
    if (error.isEmpty() || failing.isEmpty()) {
      return steps;
    }
    ErrorsOfTheEnd told =
        new ErrorsOfTheEnd(
            error.get(),
            description.flatMap(d -> d.text("cause")),
            description.orElseThrow().ref("error"),
            failing);
    return steps.stream().map(told::complete).toList();
  }

  /** The events of the failure that have no error of their own, up to the first that has. */
  private static Set<Long> failing(List<HistoryEvent> events) {
    Set<Long> failing = new HashSet<>();
    for (HistoryEvent event : FailingChain.of(events)) {
      if (event.text("error").isPresent()) {
        break;
      }
      failing.add(event.id());
    }
    return failing;
  }

  private Step complete(Step step) {
    Step.End end = step.end();
    if (!failing.contains(end.eventId()) || end.error().isPresent()) {
      return step;
    }
    Step.Work work = step.work();
    return new Step(
        step.id(),
        step.span(),
        step.input(),
        step.output(),
        new Step.End(end.status(), Optional.of(error), cause, end.eventId(), ref(end.ref())),
        new Step.Work(
            work.attempts().stream().map(this::complete).toList(),
            work.items(),
            work.started(),
            work.startedAt(),
            work.mapRunArn()));
  }

  private Attempt complete(Attempt attempt) {
    Attempt.End end = attempt.end();
    return !failing.contains(end.eventId()) || end.error().isPresent()
        ? attempt
        : new Attempt(
            attempt.number(),
            attempt.target(),
            attempt.times(),
            attempt.input(),
            attempt.output(),
            new Attempt.End(
                end.status(), Optional.of(error), cause, end.eventId(), ref(end.ref())));
  }

  private Ref ref(Ref event) {
    return event.at().map(description::at).orElse(description);
  }
}
