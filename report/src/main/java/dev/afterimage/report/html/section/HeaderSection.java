// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.section;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.FailureReport;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.report.Moments;
import dev.afterimage.report.Names;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Story;
import dev.afterimage.report.html.subject.RefLink;
import dev.afterimage.report.html.subject.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first lines of the page: what happened, to which runs, and whether their images are the same.
 *
 * @param happened what happened, in one sentence
 * @param message the error's message; empty where nothing failed
 */
public record HeaderSection(
    String machine, String happened, String message, List<RunCard> runs, Badge badge) {

  /**
   * A run at a glance.
   *
   * @param side {@code A} the baseline, {@code B} the run under question
   * @param tone {@code good}, {@code bad} or {@code open}
   */
  public record RunCard(
      String side, String name, String status, String tone, List<Figure> figures, String because) {}

  /** A named figure of a run. */
  public record Figure(String name, String value) {}

  /**
   * Whether the images are the same.
   *
   * @param verdict the word of the contract, as {@code same}
   * @param text what to show
   */
  public record Badge(String verdict, String text, String because, List<RefLink> refs) {}

  /** Makes the section. */
  public static HeaderSection of(Subject subject) {
    Diagnosis diagnosis = subject.diagnosis();
    List<RunCard> cards = new ArrayList<>();
    diagnosis.subject().a().ifPresent(a -> cards.add(card("A", a, subject.story())));
    cards.add(card("B", diagnosis.subject().b(), subject.story()));
    Run b = diagnosis.subject().b().run();
    return new HeaderSection(
        b.identity().stateMachine(),
        happened(diagnosis, subject.story()),
        diagnosis.failure().map(f -> Safe.line(f.failure().leaf().text().message())).orElse(""),
        cards,
        badge(subject));
  }

  private static String happened(Diagnosis diagnosis, Story story) {
    if (diagnosis.failure().isEmpty()) {
      return Safe.line(story.causeFinding());
    }
    FailureReport report = diagnosis.failure().get();
    var leaf = report.failure().leaf();
    Duration after = Duration.between(report.run().times().start(), leaf.event().at());
    String where = leaf.path().isEmpty() ? "" : " in " + leaf.path();
    int count = report.failure().attempts().size();
    String more = count > 1 ? "; " + count + " attempts failed" : "";
    int cut = report.failure().aborted().size();
    return Safe.line(
        leaf.error().orElse("A failure without a name")
            + where
            + ", "
            + Moments.words(after)
            + " after the start"
            + more
            + (cut > 0 ? ", " + cut + (cut == 1 ? " step was" : " steps were") + " cut off" : ""));
  }

  private static RunCard card(String side, Diagnosis.RunInfo info, Story story) {
    Run run = info.run();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("Start", story.moment(run.times().start())));
    figures.add(new Figure("Stop", run.times().stop().map(story::moment).orElse("not yet")));
    figures.add(
        new Figure("Duration", run.times().duration().map(Moments::words).orElse("still running")));
    figures.add(new Figure("Events", String.valueOf(run.source().events().size())));
    if (run.source().redrives() > 0) {
      figures.add(new Figure("Redrives", String.valueOf(run.source().redrives())));
    }
    info.outcome().forEach((name, value) -> figures.add(new Figure(Safe.line(name), text(value))));
    return new RunCard(
        side,
        Safe.line(Story.label(run)),
        run.status().name(),
        tone(run.status()),
        figures,
        Safe.line(info.chosenBecause()));
  }

  private static String text(JsonNode value) {
    return Safe.line(value.isTextual() ? value.textValue() : value.toString());
  }

  private static String tone(RunStatus status) {
    return status == RunStatus.SUCCEEDED ? "good" : status.isUnsuccessful() ? "bad" : "open";
  }

  private static Badge badge(Subject subject) {
    var provenance = subject.diagnosis().provenance();
    String text =
        switch (provenance.verdict()) {
          case SAME -> "Same image";
          case DIFFERENT -> "Different images";
          case MIXED -> "Two images in one run";
          case NOT_APPLICABLE -> "No function involved";
          default -> "Image not known";
        };
    return new Badge(
        Names.of(provenance.verdict()),
        text,
        Safe.line(provenance.because().text()),
        subject.links(provenance.because().evidence()));
  }

  /** Returns the card of the baseline. */
  public Optional<RunCard> baseline() {
    return runs.stream().filter(card -> card.side().equals("A")).findFirst();
  }

  /** Returns the title of the page. */
  public String title() {
    RunCard b = runs.get(runs.size() - 1);
    return machine + ": " + baseline().map(a -> a.name() + " and ").orElse("") + b.name();
  }
}
