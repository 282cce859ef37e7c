// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.ByteBudget;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.call.Target;
import dev.afterimage.aws.run.GatheredRun;
import dev.afterimage.aws.run.OtherRuns;
import dev.afterimage.aws.run.RunGatherer;
import dev.afterimage.aws.run.RunTarget;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Gathers everything that the report may need about some runs, each answer as soon as those that it
 * needs are here: runs and histories, then what they used, then what that used.
 */
public final class Gathering {
  private final Asker asker;
  private final Instant asOf;
  private final Settings settings;
  private final RunGatherer runs;
  private final OtherRuns others;
  private final Functions functions;
  private final Images images;
  private final Networks networks;
  private final Trails trails;
  private final Map<String, CompletableFuture<GatheredRun>> gathered = new ConcurrentHashMap<>();

  /**
   * What is wanted.
   *
   * @param baseline whether a run that is asked for alone gets one
   * @param waitForLogs whether logs that may still be on their way are waited for
   */
  public record Settings(
      ByteBudget logs, boolean baseline, boolean waitForLogs, Clock clock, Progress progress) {}

  /**
   * Creates a gathering.
   *
   * @param asOf what stands for now: the moment at which the case was begun
   */
  public Gathering(Asker asker, Instant asOf, Settings settings) {
    this.asker = asker;
    this.asOf = asOf;
    this.settings = settings;
    this.images = new Images(asker);
    this.networks = new Networks(asker);
    this.trails = new Trails(asker, asOf);
    this.others = new OtherRuns(asker);
    this.functions =
        new Functions(
            asker,
            (key, answered) ->
                CompletableFuture.allOf(
                    images.ofFunction(key, answered), networks.ofFunction(key, answered)));
    this.runs =
        new RunGatherer(
            asker,
            asOf,
            (run, function, depth) -> {
              FunctionKey key = new FunctionKey(run.target(), function.name());
              // Functions.all() waits for it, and passes on what went wrong.
              CompletableFuture<?> unused =
                  functions.seen(key, function.qualifier().orElse(""), depth);
            });
  }

  /** A run as its description shows it, before its history is here. */
  private record Described(
      RunTarget run, Optional<Instant> start, Optional<Instant> stop, int depth) {}

  /**
   * Gathers runs, and a baseline where it is wanted; returns those that the case is about. The
   * future fails with a {@link CollectException} where one of them cannot be described.
   */
  public CompletableFuture<List<GatheredRun>> gather(List<RunTarget> targets) {
    // The histories of the runs that were named need no description.
    List<CompletableFuture<GatheredRun>> begun = targets.stream().map(this::gathered).toList();
    List<CompletableFuture<Described>> named = targets.stream().map(this::described).toList();
    CompletableFuture<List<Described>> allNamed = all(named);
    // Nothing waits for the quotas: they leave the start to what much waits for.
    CompletableFuture<Void> quotas = allNamed.thenCompose(list -> quotas(targets));
    CompletableFuture<List<Described>> described = allNamed.thenCompose(this::withBaseline);
    CompletableFuture<List<GatheredRun>> whole =
        described.thenCompose(list -> all(list.stream().map(d -> gathered(d.run())).toList()));
    CompletableFuture<Map<Target, Answered>> changes = described.thenCompose(this::changes);
    CompletableFuture<Void> beside = described.thenCompose(this::beside);
    return all(begun)
        .thenCompose(done -> whole)
        .thenCompose(list -> around(list, changes))
        .thenCombine(beside, (list, done) -> list)
        .thenCombine(quotas, (list, done) -> list);
  }

  private CompletableFuture<Void> quotas(List<RunTarget> targets) {
    return CompletableFuture.allOf(
        targets.stream()
            .map(RunTarget::target)
            .distinct()
            .map(new Quotas(asker)::of)
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<GatheredRun> gathered(RunTarget run) {
    return gathered.computeIfAbsent(run.arn(), arn -> runs.gather(run));
  }

  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<Described> described(RunTarget run) {
    if (run.isExpress()) {
      return CompletableFuture.completedFuture(
          new Described(run, run.start(), Optional.empty(), run.depth()));
    }
    return runs.describe(run)
        .thenCompose(
            answered ->
                answered.isHere()
                    ? CompletableFuture.completedFuture(described(run, answered))
                    : CompletableFuture.failedFuture(
                        CollectException.of(
                            answered.failure().orElseThrow(), "execution " + run.name())));
  }

  private static Described described(RunTarget run, Answered answered) {
    return new Described(
        run,
        Timestamps.parse(answered.json().path("startDate")),
        Timestamps.parse(answered.json().path("stopDate")),
        answered.depth());
  }

  private CompletableFuture<List<Described>> withBaseline(List<Described> named) {
    boolean alone = named.size() == 1 && settings.baseline() && !named.get(0).run().isExpress();
    if (!alone || named.get(0).start().isEmpty()) {
      return CompletableFuture.completedFuture(named);
    }
    Described only = named.get(0);
    return others
        .baseline(only.run(), only.start().get(), only.depth())
        .thenCompose(
            found ->
                found.isEmpty()
                    ? CompletableFuture.completedFuture(named)
                    : runs.describe(found.get())
                        .thenApply(answered -> List.of(described(found.get(), answered), only)));
  }

  private Span span(Described run) {
    Instant start = run.start().orElse(asOf);
    Instant stop = run.stop().orElse(asOf);
    return new Span(start, stop.isBefore(start) ? start : stop);
  }

  private Map<Target, Span> spans(List<Described> list) {
    return list.stream().collect(Collectors.toMap(d -> d.run().target(), this::span, Span::with));
  }

  private CompletableFuture<Map<Target, Answered>> changes(List<Described> list) {
    int depth = list.stream().mapToInt(Described::depth).max().orElse(0);
    Map<Target, CompletableFuture<Answered>> asked =
        spans(list).entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> trails.changes(e.getKey(), e.getValue(), depth)));
    return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                asked.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().join())));
  }

  /** Other runs of the same state machines at the same time. */
  private CompletableFuture<Void> beside(List<Described> list) {
    Map<String, List<Described>> byMachine =
        list.stream()
            .filter(d -> !d.run().isExpress())
            .collect(Collectors.groupingBy(d -> d.run().machine()));
    List<CompletableFuture<?>> asked = new ArrayList<>();
    byMachine.forEach(
        (machine, runsOf) -> {
          Span span = runsOf.stream().map(this::span).reduce(Span::with).orElseThrow();
          int depth = runsOf.stream().mapToInt(Described::depth).max().orElse(0);
          asked.add(others.overlapping(runsOf.get(0).run(), span.from(), span.to(), depth));
        });
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<List<GatheredRun>> around(
      List<GatheredRun> list, CompletableFuture<Map<Target, Answered>> changes) {
    long events =
        list.stream().flatMap(GatheredRun::family).mapToLong(r -> r.facts().events()).sum();
    long below = list.stream().flatMap(GatheredRun::family).count() - list.size();
    settings
        .progress()
        .done(
            "runs",
            Progress.counted(list.size(), "run", "runs")
                + (below == 0 ? "" : ", " + below + " below")
                + ", "
                + Progress.counted(events, "event", "events"));
    Surroundings surroundings =
        new Surroundings(
            asker, asOf, settings, new Surroundings.Parts(functions, images, networks, trails));
    return surroundings.gather(list, changes).thenApply(done -> list);
  }
}
