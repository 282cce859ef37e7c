// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Provenance;
import dev.afterimage.core.provenance.TrailEvent;
import dev.afterimage.report.Moments;
import dev.afterimage.report.Safe;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The moments in the life of a function's code, from the push to the two runs. */
public final class ProvenanceMoments {
  private static final int MOST = 16;
  private static final Duration ONE_CALL = Duration.ofSeconds(1);

  private final FunctionImages images;
  private final Subject subject;
  private final List<Event> events = new ArrayList<>();

  private ProvenanceMoments(FunctionImages images, Subject subject) {
    this.images = images;
    this.subject = subject;
  }

  /**
   * One moment.
   *
   * @param after the time since the moment before; empty for the first
   * @param style {@code push}, {@code change}, {@code run-a}, {@code run-b} or {@code seen}
   */
  public record Moment(String at, String after, String style, String text, List<RefLink> refs) {}

  private record Event(Instant at, String style, String text, Optional<Ref> ref) {}

  static List<Moment> of(FunctionImages images, Subject subject) {
    return new ProvenanceMoments(images, subject).all();
  }

  private List<Moment> all() {
    pushes();
    trail();
    states();
    sandboxes();
    runs();
    List<Event> inTime =
        events.stream()
            .sorted(Comparator.comparing(Event::at).thenComparing(Event::style))
            .distinct()
            .limit(MOST)
            .toList();
    List<Moment> moments = new ArrayList<>();
    for (int i = 0; i < inTime.size(); i++) {
      Event event = inTime.get(i);
      String after =
          i == 0 ? "" : Moments.words(Duration.between(inTime.get(i - 1).at(), event.at()));
      moments.add(
          new Moment(
              at(event, i == 0 ? Optional.empty() : Optional.of(inTime.get(i - 1))),
              after,
              event.style(),
              Safe.line(event.text()),
              subject.links(event.ref().stream().toList())));
    }
    return moments;
  }

  /** Returns the date only where it is not that of the moment before. */
  private String at(Event event, Optional<Event> before) {
    ZoneOffset offset = subject.story().offset();
    LocalDate date = event.at().atOffset(offset).toLocalDate();
    boolean sameDay =
        before.filter(b -> b.at().atOffset(offset).toLocalDate().equals(date)).isPresent();
    return (sameDay ? "" : date + " ") + Moments.time(event.at(), offset);
  }

  /** CloudTrail tells of a change to the second; what it tells needs no second moment. */
  private boolean isTold(Instant at) {
    return events.stream()
        .anyMatch(event -> Duration.between(event.at(), at).abs().compareTo(ONE_CALL) <= 0);
  }

  private void add(Instant at, String style, String text, Optional<Ref> ref) {
    events.add(new Event(at, style, text, ref));
  }

  private void pushes() {
    Stream.concat(images.a().stream(), images.b().stream())
        .map(ImageInForce::description)
        .filter(description -> description.pushedAt().isPresent())
        .distinct()
        .forEach(
            description ->
                add(
                    description.pushedAt().get(),
                    "push",
                    "image pushed" + description.repository().map(name -> " to " + name).orElse(""),
                    Optional.empty()));
  }

  private Provenance provenance() {
    return subject.diagnosis().provenance();
  }

  private void trail() {
    provenance().trail().events().stream()
        .filter(event -> event.function().filter(images.function()::equals).isPresent())
        .filter(TrailEvent::succeeded)
        .filter(event -> !event.body().path("readOnly").asBoolean(false))
        .forEach(
            event ->
                add(
                    event.at(),
                    "change",
                    event.name() + " by " + event.actor(),
                    Optional.of(event.ref())));
  }

  private void states() {
    for (FunctionState state : provenance().states().of(images.function())) {
      String what = state.isPublished() ? "version " + state.version() : "the function";
      state
          .validity()
          .modified()
          .filter(at -> !isTold(at))
          .ifPresent(at -> add(at, "change", what + " last changed", Optional.of(state.ref())));
      state
          .validity()
          .askedAt()
          .filter(at -> !isTold(at))
          .ifPresent(at -> add(at, "seen", what + " was asked for", Optional.of(state.ref())));
    }
  }

  private void sandboxes() {
    subject
        .situation()
        .fleet()
        .of(images.function())
        .min(Comparator.comparing(Sandbox::firstSeen))
        .ifPresent(
            s -> add(s.firstSeen(), "seen", "its first process here starts", Optional.of(s.ref())));
  }

  private void runs() {
    subject.situation().baseline().ifPresent(run -> run(run, "A", "run-a", images.a()));
    run(subject.situation().run(), "B", "run-b", images.b());
  }

  private void run(Run run, String side, String style, List<ImageInForce> used) {
    if (!used.isEmpty()) {
      add(run.times().start(), style, "run " + side + " starts", Optional.of(run.source().ref()));
    }
  }
}
