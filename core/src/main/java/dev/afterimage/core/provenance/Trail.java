// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import dev.afterimage.core.evidence.Answer;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.evidence.ManifestCall;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The CloudTrail events of a case, in time, and the spans within which they are all there are.
 *
 * @param events each event once
 */
public record Trail(List<TrailEvent> events, List<Span> spans) {

  /**
   * A span that a look-up covered.
   *
   * @param attribute the look-up attribute and value, as {@code EventName=StopExecution}; none is
   *     every event
   */
  public record Span(Instant from, Instant to, Optional<String> attribute, Ref ref) {}

  public Trail {
    events = List.copyOf(events);
    spans = List.copyOf(spans);
  }

  /** Reads the events of a case. */
  static Trail of(Evidence evidence) {
    List<TrailEvent> events = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Stream.concat(evidence.stream(Kind.TRAIL_EVENT), evidence.stream(Kind.TRAIL_RECORD))
        .flatMap(record -> TrailEvent.of(record).stream())
        .filter(event -> seen.add(identity(event)))
        .forEach(events::add);
    events.sort(Comparator.comparing(TrailEvent::at).thenComparing(TrailEvent::ref));
    return new Trail(events, spans(evidence, events));
  }

  private static String identity(TrailEvent event) {
    return Json.text(event.body(), "eventID").orElseGet(() -> event.ref().toString());
  }

  private static List<Span> spans(Evidence evidence, List<TrailEvent> events) {
    List<Span> spans = new ArrayList<>();
    Stream.of(Kind.TRAIL_EVENT, Kind.TRAIL_RECORD)
        .flatMap(kind -> evidence.answers(kind).stream())
        .forEach(answer -> span(answer).ifPresent(spans::add));
    boolean asked = evidence.answers(Kind.TRAIL_EVENT).stream().anyMatch(a -> a.call().isPresent());
    if (!asked && events.size() > 1) {
      // Without a manifest nobody knows what was asked for: the events cover what lies between.
      spans.add(
          new Span(
              events.get(0).at(),
              events.get(events.size() - 1).at(),
              Optional.empty(),
              events.get(0).ref()));
    }
    spans.sort(Comparator.comparing(Span::from).thenComparing(Span::to).thenComparing(Span::ref));
    return spans;
  }

  private static Optional<Span> span(Answer answer) {
    Optional<ManifestCall> call = answer.call().filter(c -> c.complete() && !answer.hasMore());
    return call.flatMap(
        c ->
            c.moment("StartTime")
                .map(
                    from ->
                        new Span(
                            from,
                            c.moment("EndTime").or(c::at).orElse(from),
                            attribute(c),
                            answer.ref())));
  }

  private static Optional<String> attribute(ManifestCall call) {
    var first = call.request().path("LookupAttributes").path(0);
    return Json.text(first, "AttributeKey")
        .map(key -> key + "=" + Json.text(first, "AttributeValue").orElse(""));
  }

  /**
   * Returns what shows that every event with one of the given marks between two moments is here;
   * none where no look-up covers all of the time between them.
   *
   * @param attributes marks that a narrower look-up may have asked for, as {@code
   *     ResourceName=my-function}
   */
  public Optional<Ref> coverage(Instant from, Instant to, Set<String> attributes) {
    Instant covered = from;
    Optional<Ref> shown = Optional.empty();
    for (Span span : spans) {
      boolean fits = span.attribute().isEmpty() || attributes.contains(span.attribute().get());
      if (fits && !span.from().isAfter(covered) && span.to().isAfter(covered)) {
        covered = span.to();
        shown = shown.or(() -> Optional.of(span.ref()));
      }
    }
    return covered.isBefore(to) ? Optional.empty() : shown;
  }

  /** Returns the successful calls of an operation on a function, in time. */
  public Stream<TrailEvent> on(String function, String operation) {
    return events.stream()
        .filter(event -> event.succeeded() && event.is("lambda", operation))
        .filter(event -> event.function().filter(function::equals).isPresent());
  }

  /** Returns the events between two moments, both included. */
  public Stream<TrailEvent> between(Instant from, Instant to) {
    return events.stream().filter(e -> !e.at().isBefore(from) && !e.at().isAfter(to));
  }

  /** Whether the case holds any CloudTrail answer. */
  public boolean isEmpty() {
    return events.isEmpty() && spans.isEmpty();
  }
}
