// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import dev.afterimage.core.diagnosis.Diagnosis;
import dev.afterimage.core.diagnosis.FailureReport;
import dev.afterimage.core.diagnosis.Hypothesis;
import dev.afterimage.core.diagnosis.RootCause;
import dev.afterimage.core.diagnosis.Verdict;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.ImageInForce;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a report tells in sentences, for the terminal and for Markdown alike; nothing is escaped.
 */
public final class Story {
  private final Diagnosis diagnosis;
  private final ZoneOffset offset;

  /** Creates the story of a diagnosis. */
  public Story(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
    this.offset = diagnosis.subject().b().run().times().offset().orElse(ZoneOffset.UTC);
  }

  /** Returns the offset that moments are told in. */
  public ZoneOffset offset() {
    return offset;
  }

  /** Returns a moment in the offset of the run under question. */
  public String moment(Instant moment) {
    return Moments.in(moment, offset);
  }

  /** The first sentence: were the images the same, and what is the cause. */
  List<String> keyFinding() {
    List<String> sentences = new ArrayList<>();
    sentences.add(imageFinding());
    sentences.add(causeFinding());
    return sentences;
  }

  /** Returns the sentence about the images. */
  public String imageFinding() {
    String because = diagnosis.provenance().because().text();
    return switch (diagnosis.provenance().verdict()) {
      case SAME -> "Both executions used the same image (" + because + ").";
      case DIFFERENT -> "The executions used different images (" + because + ").";
      case MIXED -> "One execution saw two images of one function (" + because + ").";
      case NOT_APPLICABLE -> "No Lambda function is involved.";
      default ->
          diagnosis.subject().a().isPresent()
              ? "Whether the executions used the same image is not known (" + because + ")."
              : "There is no baseline to compare the images with.";
    };
  }

  /** Returns the sentence about the cause. */
  public String causeFinding() {
    Optional<RootCause> root = diagnosis.rootCause();
    if (root.isPresent()) {
      Hypothesis h = root.get().hypothesis();
      return "Root cause "
          + h.id()
          + ", "
          + Names.of(h.verdict())
          + " (confidence "
          + Numbers.probability(h.confidence())
          + "): "
          + root.get().summary();
    }
    if (diagnosis.failure().isEmpty()) {
      return noFailure();
    }
    return "No cause is at least supported by this evidence.";
  }

  private String noFailure() {
    Run run = diagnosis.subject().b().run();
    return switch (run.status()) {
      case SUCCEEDED ->
          diagnosis.comparison().silentLosses().isEmpty()
              ? "The execution succeeded; no failure is to be explained."
              : "The execution succeeded, and lost something on its way: "
                  + diagnosis.comparison().silentLosses().get(0).text()
                  + ".";
      case RUNNING -> "The execution is still running: " + openSteps(run);
      default -> "The evidence does not show how the execution ended.";
    };
  }

  /** Says which steps are open and how long they have been. */
  String openSteps(Run run) {
    List<String> open =
        run.steps().stream()
            .filter(step -> step.end().status() == Step.Status.OPEN)
            .filter(step -> !isContainer(step))
            .map(
                step ->
                    step.path()
                        + " open since "
                        + moment(step.span().entered())
                        + " ("
                        + Moments.words(Duration.between(step.span().entered(), run.lastMoment()))
                        + " at the last event)")
            .limit(5)
            .toList();
    return open.isEmpty() ? "no step is open in the evidence." : String.join("; ", open) + ".";
  }

  private static boolean isContainer(Step step) {
    return step.id().type() == EventType.Subject.MAP_STATE
        || step.id().type() == EventType.Subject.PARALLEL_STATE;
  }

  /** The failure as a sequence of moments. */
  public List<String> pattern() {
    record Entry(Instant at, long order, String text) {}
    Run run = diagnosis.subject().b().run();
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry(run.times().start(), 0, "the execution started"));
    for (Step step : run.steps()) {
      if (step.id().frame().container() == 0) {
        addStep(step, entries, Entry::new);
      }
    }
    diagnosis
        .failure()
        .ifPresent(
            report -> {
              var leaf = report.failure().leaf();
              entries.add(
                  new Entry(
                      leaf.event().at(),
                      leaf.event().id(),
                      "first failure"
                          + (leaf.path().isEmpty() ? "" : ", in " + leaf.path())
                          + ": "
                          + leaf.error().orElse("no error name")
                          + " after "
                          + Moments.words(
                              Duration.between(run.times().start(), leaf.event().at()))));
            });
    run.times()
        .stop()
        .ifPresent(
            stop ->
                entries.add(
                    new Entry(
                        stop,
                        Long.MAX_VALUE,
                        "the execution ended: "
                            + run.status()
                            + run.times()
                                .duration()
                                .map(d -> " after " + Moments.words(d))
                                .orElse(""))));
    return entries.stream()
        .sorted(Comparator.comparing(Entry::at).thenComparing(Entry::order))
        .map(entry -> Moments.time(entry.at(), offset) + "  " + entry.text())
        .toList();
  }

  private interface Adder<T> {
    T of(Instant at, long order, String text);
  }

  private static <T> void addStep(Step step, List<T> entries, Adder<T> adder) {
    long order = step.id().enteredEventId();
    Optional<Integer> items = step.work().items();
    if (items.isPresent()) {
      String text =
          step.path()
              + " Map started: "
              + Words.counted(items.get(), "item", "items")
              + ", "
              + Words.counted(step.work().started().size(), "iteration", "iterations")
              + " started, "
              + (step.span().left().isPresent() ? ended(step) : "not ended");
      entries.add(adder.of(step.work().startedAt().orElse(step.span().entered()), order, text));
    }
    if (step.span().left().isPresent() && items.isEmpty()) {
      String how =
          switch (step.end().status()) {
            case SUCCEEDED -> " succeeded";
            case CAUGHT -> " failed with " + step.end().error().orElse("an error") + ", caught";
            default -> " " + step.end().status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
          };
      entries.add(adder.of(step.span().left().get(), order, step.path() + how));
    }
  }

  private static String ended(Step step) {
    return step.end().status().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + " after "
        + Moments.words(Duration.between(step.span().entered(), step.span().left().orElseThrow()));
  }

  /** Observations that an engineer would look for first. */
  public List<String> observations() {
    List<String> all = new ArrayList<>();
    all.add(imageFinding());
    diagnosis.failure().ifPresent(report -> failures(report, all));
    sincePush(all);
    diagnosis.judged().partitions().stream()
        .filter(p -> p.separates() || p.pValue() < 0.05)
        .limit(4)
        .forEach(partition -> all.add(Words.partition(partition, diagnosis.judged().fleet())));
    for (String id : List.of("cold-storm", "fn-timeout")) {
      diagnosis
          .judged()
          .judgement()
          .of(id)
          .filter(h -> h.verdict() == Verdict.REFUTED && !h.opposing().isEmpty())
          .ifPresent(
              h ->
                  all.add(
                      "ruled out: "
                          + h.cause().title().toLowerCase(Locale.ROOT)
                          + ": "
                          + h.opposing().get(0).text()));
    }
    return all;
  }

  private static void failures(FailureReport report, List<String> all) {
    for (FailureReport.Group group : report.groups()) {
      Duration span = Duration.between(group.first(), group.last());
      all.add(
          Words.counted(group.count(), "attempt", "attempts")
              + " failed with "
              + group.error()
              + ": "
              + group.message()
              + (group.count() > 1 ? " (within " + Moments.words(span) + ")" : ""));
    }
    int aborted = report.failure().aborted().size();
    if (aborted > 0) {
      int never = report.failure().neverStarted();
      all.add(
          Words.counted(aborted, "step was", "steps were")
              + " cut off with it"
              + (never > 0
                  ? ", " + Words.counted(never, "Map item was", "Map items were") + " never started"
                  : ""));
    }
  }

  private void sincePush(List<String> all) {
    for (FunctionImages images : functions()) {
      since(diagnosis.subject().a().map(Diagnosis.RunInfo::run), images.a(), images.function())
          .ifPresent(all::add);
      since(Optional.of(diagnosis.subject().b().run()), images.b(), images.function())
          .ifPresent(all::add);
    }
  }

  private Optional<String> since(Optional<Run> run, List<ImageInForce> images, String function) {
    return run.flatMap(
        r ->
            images.stream()
                .flatMap(image -> image.description().pushedAt().stream())
                .findFirst()
                .map(
                    pushed ->
                        label(r)
                            + " started "
                            + Moments.words(Duration.between(pushed, r.times().start()))
                            + " after the image of "
                            + function
                            + " was pushed ("
                            + Moments.time(r.times().start(), offset)
                            + " vs "
                            + Moments.time(pushed, offset)
                            + "); a push alone changes no function"));
  }

  /** Returns what to call a run. */
  public static String label(Run run) {
    return run.name().isEmpty() ? "the unnamed execution" : run.name();
  }

  /** Returns the first eight characters of a name, as the seed's report titles do. */
  public static String brief(Run run) {
    String name = label(run);
    return name.matches("[0-9a-f]{8}-[0-9a-f-]{27}") ? name.substring(0, 8) : name;
  }

  /** The functions of the runs: the failing one first, those that only one run called last. */
  public List<FunctionImages> functions() {
    Optional<String> failing =
        diagnosis
            .failure()
            .flatMap(report -> report.failure().leaf().attempt())
            .flatMap(attempt -> attempt.target().function())
            .map(name -> name.name());
    return diagnosis.provenance().functions().stream()
        .sorted(
            Comparator.comparing((FunctionImages f) -> !failing.equals(Optional.of(f.function())))
                .thenComparing(Story::isOfOneRun)
                .thenComparing(FunctionImages::function))
        .toList();
  }

  static boolean isOfOneRun(FunctionImages images) {
    return images.verdict() == FunctionImages.Verdict.ONLY_A
        || images.verdict() == FunctionImages.Verdict.ONLY_B;
  }

  /** The causes that were tested, the best first. */
  public List<Hypothesis> tested() {
    return diagnosis.judged().judgement().hypotheses().stream()
        .filter(hypothesis -> hypothesis.verdict() != Verdict.NOT_TESTED)
        .toList();
  }

  /** The ids of the causes that were not tested. */
  public List<String> untested() {
    return diagnosis.judged().judgement().hypotheses().stream()
        .filter(hypothesis -> hypothesis.verdict() == Verdict.NOT_TESTED)
        .map(Hypothesis::id)
        .sorted()
        .toList();
  }
}
