// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Progress;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import dev.afterimage.aws.run.FunctionUse;
import dev.afterimage.aws.run.GatheredRun;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.xray.model.BatchGetTracesRequest;

/** Gathers what surrounds runs whose histories are here. */
final class Surroundings {
  /** The clocks of Step Functions and Lambda differ by that much at the most. */
  private static final Duration SKEW = Duration.ofSeconds(2);

  /** A function whose timeout is not known: Lambda's longest. */
  private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(15);

  /** How late lines of logs may be. */
  private static final Duration LATE = Duration.ofMinutes(5);

  private static final Pattern SAMPLED = Pattern.compile("Root=(1-[0-9a-f-]+).*Sampled=1");

  private final Asker asker;
  private final Instant asOf;
  private final Gathering.Settings settings;
  private final Parts parts;

  /** Those who ask about one thing each. */
  record Parts(Functions functions, Images images, Networks networks, Trails trails) {}

  Surroundings(Asker asker, Instant asOf, Gathering.Settings settings, Parts parts) {
    this.asker = asker;
    this.asOf = asOf;
    this.settings = settings;
    this.parts = parts;
  }

  CompletableFuture<Void> gather(
      List<GatheredRun> runs, CompletableFuture<Map<Target, Answered>> changes) {
    Map<FunctionKey, List<LogSpan>> uses = uses(runs);
    List<CompletableFuture<?>> all = new ArrayList<>();
    runs.stream().flatMap(GatheredRun::family).forEach(this::versionsThatRan);
    uses.forEach((key, spans) -> all.add(logs(key, spans)));
    CompletableFuture<Void> logs = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    CompletableFuture<Void> known =
        parts
            .functions()
            .all()
            .thenRun(() -> told("functions", parts.functions().size(), "function", "functions"));
    return CompletableFuture.allOf(
        logs.thenRun(() -> settings.progress().done("logs", mib(settings.logs().spent()))),
        known.thenCompose(done -> metrics(runs, uses)),
        known.thenCompose(done -> changes).thenCompose(asked -> trail(runs, uses, asked)),
        traces(runs),
        denials(runs, uses));
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }

  private void versionsThatRan(GatheredRun run) {
    for (FunctionUse use : run.facts().functions().values()) {
      FunctionKey key = new FunctionKey(run.target().target(), use.name());
      for (String version : use.versions()) {
        // Functions.all() waits for it, and passes on what went wrong.
        CompletableFuture<?> unused = parts.functions().seen(key, version, run.depth());
      }
    }
  }

  /** What each run used of each function, with what it started below it. */
  private Map<FunctionKey, List<LogSpan>> uses(List<GatheredRun> runs) {
    Map<FunctionKey, List<LogSpan>> uses = new HashMap<>();
    for (GatheredRun run : runs) {
      Map<FunctionKey, List<FunctionUse>> ofRun = new HashMap<>();
      run.family()
          .forEach(
              member ->
                  member
                      .facts()
                      .functions()
                      .forEach(
                          (name, use) ->
                              ofRun
                                  .computeIfAbsent(
                                      new FunctionKey(member.target().target(), name),
                                      key -> new ArrayList<>())
                                  .add(use)));
      ofRun.forEach(
          (key, list) ->
              uses.computeIfAbsent(key, k -> new ArrayList<>())
                  .add(new LogSpan(run.target().name(), span(list), list)));
    }
    return uses;
  }

  private static Span span(List<FunctionUse> uses) {
    return uses.stream()
        .map(use -> new Span(use.from(), use.to()))
        .reduce(Span::with)
        .orElseThrow();
  }

  private CompletableFuture<Void> logs(FunctionKey key, List<LogSpan> spans) {
    return parts
        .functions()
        .first(key)
        .thenCompose(
            function -> {
              Duration timeout =
                  Json.whole(function.json().path("Configuration"), "Timeout")
                      .map(Duration::ofSeconds)
                      .orElse(LONGEST_INVOCATION);
              List<LogSpan> whole = spans.stream().map(s -> untilDone(s, timeout)).toList();
              return inTime(key, whole)
                  .thenCompose(done -> new Logs(asker, settings.logs()).read(key, function, whole));
            });
  }

  /** What a run started goes on when the run is over: fail-fast does not stop Lambda. */
  private static LogSpan untilDone(LogSpan span, Duration timeout) {
    Instant last =
        span.calls().stream()
            .filter(use -> use.attempts().stream().anyMatch(a -> a.to().isEmpty()))
            .map(use -> use.lastCall().plus(timeout))
            .max(Instant::compareTo)
            .orElse(span.span().to());
    Instant to = last.isAfter(span.span().to()) ? last : span.span().to();
    return new LogSpan(
        span.run(), new Span(span.span().from(), to).wider(SKEW, SKEW), span.calls());
  }

  /** Lines reach CloudWatch some minutes late: they are waited for, or missed with a gap. */
  private CompletableFuture<Void> inTime(FunctionKey key, List<LogSpan> spans) {
    Instant end = spans.stream().map(s -> s.span().to()).max(Instant::compareTo).orElse(asOf);
    Duration missing = Duration.between(settings.clock().instant(), end.plus(LATE));
    if (missing.isNegative() || missing.isZero()) {
      return CompletableFuture.completedFuture(null);
    }
    if (!settings.waitForLogs()) {
      asker.gap(
          "the last log lines of " + key.plainName(),
          "they were asked for less than five minutes after they were written; use --wait");
      return CompletableFuture.completedFuture(null);
    }
    return CompletableFuture.runAsync(
        () -> {}, CompletableFuture.delayedExecutor(missing.toMillis(), TimeUnit.MILLISECONDS));
  }

  private CompletableFuture<Void> metrics(
      List<GatheredRun> runs, Map<FunctionKey, List<LogSpan>> uses) {
    Metrics metrics = new Metrics(asker, asOf);
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (GatheredRun run : runs) {
      Target target = run.target().target();
      Span span = new Span(run.start().orElse(asOf), latest(run));
      MetricQueries queries =
          new MetricQueries(metrics.period(span.from())).account().machine(run.target().machine());
      uses.keySet().stream()
          .filter(key -> key.target().equals(target))
          .map(FunctionKey::plainName)
          .sorted()
          .forEach(queries::function);
      run.family().flatMap(r -> r.facts().tables().stream()).distinct().forEach(queries::table);
      parts.networks().natGateways().forEach(queries::natGateway);
      parts.networks().fileSystems().forEach(queries::fileSystem);
      all.add(metrics.ask(target, span, queries, run.target().name(), run.depth() + 1));
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenRun(() -> told("metrics", runs.size(), "span of time", "spans of time"));
  }

  private Instant latest(GatheredRun run) {
    Instant start = run.start().orElse(asOf);
    Instant stop = run.stop().orElse(asOf);
    return stop.isBefore(start) ? start : stop;
  }

  private CompletableFuture<Void> trail(
      List<GatheredRun> runs, Map<FunctionKey, List<LogSpan>> uses, Map<Target, Answered> changes) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    changes.forEach(
        (target, asked) -> {
          Span span =
              runs.stream()
                  .filter(run -> run.target().target().equals(target))
                  .map(run -> new Span(run.start().orElse(asOf), latest(run)))
                  .reduce(Span::with)
                  .orElseThrow();
          List<String> names =
              uses.keySet().stream()
                  .filter(key -> key.target().equals(target))
                  .map(FunctionKey::plainName)
                  .sorted()
                  .toList();
          CompletableFuture<Void> narrow =
              asked.state() == Answered.State.ENOUGH
                  ? parts.trails().narrow(target, span, names, asked.depth())
                  : CompletableFuture.completedFuture(null);
          all.add(
              narrow
                  .thenCompose(done -> changedSince(target, uses, asked.depth()))
                  .thenCompose(
                      done ->
                          parts.images().ofDigests(parts.trails().digests(target), asked.depth()))
                  .thenCompose(done -> deletedImages(target, span, asked.depth())));
        });
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
        .thenRun(() -> told("trail", changes.size(), "account and Region", "accounts and Regions"));
  }

  private void told(String stage, long count, String one, String many) {
    settings.progress().done(stage, Progress.counted(count, one, many));
  }

  private CompletableFuture<?> deletedImages(Target target, Span span, int depth) {
    return parts.images().isMissing()
        ? parts.trails().deletedImages(target, span, depth)
        : CompletableFuture.completedFuture(null);
  }

  /** A function that was changed after a run used it does not tell what it had before. */
  private CompletableFuture<Void> changedSince(
      Target target, Map<FunctionKey, List<LogSpan>> uses, int depth) {
    Map<String, CompletableFuture<Answered>> answers = new HashMap<>();
    Map<String, Instant> firstUse = new HashMap<>();
    uses.forEach(
        (key, spans) -> {
          if (key.target().equals(target)) {
            answers.put(key.plainName(), parts.functions().first(key));
            firstUse.put(
                key.plainName(),
                spans.stream().map(s -> s.span().from()).min(Instant::compareTo).orElse(asOf));
          }
        });
    return CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new))
        .thenCompose(
            done -> {
              Map<String, Instant> changed = new HashMap<>();
              answers.forEach(
                  (name, answer) -> {
                    Instant use = firstUse.getOrDefault(name, asOf);
                    modified(answer.join())
                        .filter(at -> at.isAfter(use))
                        .ifPresent(at -> changed.put(name, use));
                  });
              return changed.isEmpty()
                  ? CompletableFuture.completedFuture(null)
                  : parts.trails().codeUpdates(target, changed, depth);
            });
  }

  private static Optional<Instant> modified(Answered function) {
    JsonNode configuration = function.json().path("Configuration");
    return Timestamps.parse(configuration.path("LastModified"));
  }

  private CompletableFuture<Void> traces(List<GatheredRun> runs) {
    Stream<CompletableFuture<Answered>> asked =
        runs.stream()
            .flatMap(
                run ->
                    Json.text(run.description(), "traceHeader")
                        .map(SAMPLED::matcher)
                        .filter(Matcher::find)
                        .map(matcher -> trace(run, matcher.group(1)))
                        .stream());
    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Answered> trace(GatheredRun run, String id) {
    BatchGetTracesRequest request = BatchGetTracesRequest.builder().traceIds(id).build();
    return asker.ask(
        Query.of(ApiCall.BATCH_GET_TRACES, run.target().target(), request, run.target().name()),
        run.depth());
  }

  /** Where something was not allowed, CloudTrail may show the call that the function made. */
  private CompletableFuture<Void> denials(
      List<GatheredRun> runs, Map<FunctionKey, List<LogSpan>> uses) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (GatheredRun run : runs) {
      boolean denied = run.family().anyMatch(member -> member.facts().hasDenial());
      if (denied) {
        uses.forEach(
            (key, spans) ->
                spans.stream()
                    .filter(span -> span.run().equals(run.target().name()) && span.hasFailed())
                    .forEach(
                        span ->
                            all.add(
                                parts
                                    .trails()
                                    .callsOf(
                                        key.target(), key.plainName(), span.span(), run.depth()))));
      }
    }
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }
}
