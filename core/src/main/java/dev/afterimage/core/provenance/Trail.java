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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The CloudTrail events of a case, in time, and the spans within which they are all there are.
 *
 * @param events each event once
 */
public record Trail(List<TrailEvent> events, List<Span> spans) {

  /**
   * A span within which every event is here that has all of some marks.
   *
   * @param marks look-up attributes with their values, as {@code EventName=StopExecution}; none is
   *     every event
   */
  public record Span(Instant from, Instant to, Set<String> marks, Ref ref) {
    public Span {
      marks = Set.copyOf(marks);
    }
  }

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
    Map<Answer, List<TrailEvent>> untold = new LinkedHashMap<>();
    for (TrailEvent event : events) {
      if (event.answer().call().isEmpty()) {
        untold.computeIfAbsent(event.answer(), key -> new ArrayList<>()).add(event);
      }
    }
    untold.values().forEach(page -> untold(page).ifPresent(spans::add));
    if (untold.keySet().stream().anyMatch(Answer::hasMore)) {
      // The pages of one look-up join.
      List<TrailEvent> all = events.stream().filter(e -> e.answer().call().isEmpty()).toList();
      untold(all).ifPresent(spans::add);
    }
    Stream.of(Kind.TRAIL_EVENT, Kind.TRAIL_RECORD)
        .flatMap(kind -> evidence.answers(kind).stream())
        .forEach(answer -> told(answer).ifPresent(spans::add));
    spans.sort(Comparator.comparing(Span::from).thenComparing(Span::to).thenComparing(Span::ref));
    return spans;
  }

  /**
   * Without a manifest nobody knows what was asked for: the events cover what lies between the
   * first and the last of them, of their like.
   */
  private static Optional<Span> untold(List<TrailEvent> events) {
    if (events.size() < 2) {
      return Optional.empty();
    }
    Set<String> marks = new TreeSet<>(events.get(0).marks());
    events.forEach(event -> marks.retainAll(event.marks()));
    TrailEvent first = events.get(0);
    return Optional.of(
        new Span(first.at(), events.get(events.size() - 1).at(), marks, first.ref()));
  }

  private static Optional<Span> told(Answer answer) {
    Optional<ManifestCall> call =
        answer.call().filter(c -> c.complete() && answer.whole() && !answer.hasMore());
    return call.flatMap(
        c ->
            c.moment("StartTime")
                .map(from -> new Span(from, end(c).orElse(from), attribute(c), answer.ref())));
  }

  /** Nothing is known of the time after the question. */
  private static Optional<Instant> end(ManifestCall call) {
    Optional<Instant> end = call.moment("EndTime").or(call::at);
    return call.at().filter(at -> end.filter(at::isBefore).isPresent()).or(() -> end);
  }

  private static Set<String> attribute(ManifestCall call) {
    var first = call.request().path("LookupAttributes").path(0);
    return Json.text(first, "AttributeKey")
        .map(key -> Set.of(key + "=" + Json.text(first, "AttributeValue").orElse("")))
        .orElse(Set.of());
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
      boolean fits = attributes.containsAll(span.marks());
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
