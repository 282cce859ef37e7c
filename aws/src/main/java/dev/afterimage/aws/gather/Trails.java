// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttributeKey;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;

/**
 * Asks CloudTrail who changed what between the runs. A look-up takes one attribute, so that the
 * widest one is asked: everything that is no mere reading. Where that is too much, functions and
 * operations that matter are asked one by one.
 */
final class Trails {
  static final Duration RETENTION = Duration.ofDays(90);
  private static final Duration AROUND = Duration.ofMinutes(2);
  private static final List<Duration> LOOK_BACKS = List.of(Duration.ofDays(7), RETENTION);

  /** Fifty events each at two calls a second: what is behind them takes too long. */
  private static final int MOST_PAGES = 40;

  private static final String GLOBAL_REGION = "us-east-1";
  private static final List<String> GLOBAL_SOURCES =
      List.of("iam.amazonaws.com", "organizations.amazonaws.com");
  private static final String CODE_UPDATE = "UpdateFunctionCode20150331v2";
  private static final String ALIAS_UPDATE = "UpdateAlias20150331";
  private static final List<String> TELLING =
      List.of(
          CODE_UPDATE,
          "UpdateFunctionConfiguration20150331v2",
          ALIAS_UPDATE,
          "PutFunctionConcurrency20171031",
          "UpdateStateMachine",
          "StopExecution");

  private final Asker asker;
  private final Instant asOf;
  private final Map<Target, Set<String>> digests = new ConcurrentHashMap<>();

  Trails(Asker asker, Instant asOf) {
    this.asker = asker;
    this.asOf = asOf;
  }

  /** Asks what changed in a span of time. */
  CompletableFuture<Answered> changes(Target target, Span span, int depth) {
    Optional<Span> kept = kept(target, span);
    if (kept.isEmpty()) {
      return CompletableFuture.completedFuture(Answered.notAsked());
    }
    List<CompletableFuture<?>> global = new ArrayList<>();
    if (!target.region().equals(GLOBAL_REGION)) {
      for (String source : GLOBAL_SOURCES) {
        global.add(
            lookUp(
                target.in(GLOBAL_REGION),
                new By(LookupAttributeKey.EVENT_SOURCE, source),
                kept.get(),
                depth,
                event -> {}));
      }
    }
    CompletableFuture<Answered> changes =
        lookUp(
            target,
            new By(LookupAttributeKey.READ_ONLY, "false"),
            kept.get(),
            depth,
            event -> digest(target, event));
    return CompletableFuture.allOf(global.toArray(CompletableFuture[]::new))
        .thenCompose(done -> changes);
  }

  /** What is older than CloudTrail keeps is a gap. */
  private Optional<Span> kept(Target target, Span span) {
    Instant oldest = asOf.minus(RETENTION);
    Span wide = span.wider(AROUND, AROUND);
    Instant to = wide.to().isAfter(asOf) ? asOf : wide.to();
    if (wide.from().isBefore(oldest)) {
      asker.gap(
          "cloudtrail:LookupEvents in " + target.region() + " before " + oldest,
          "CloudTrail's event history keeps 90 days");
    }
    Instant from = wide.from().isBefore(oldest) ? oldest : wide.from();
    return from.isBefore(to) ? Optional.of(new Span(from, to)) : Optional.empty();
  }

  private record By(LookupAttributeKey key, String value) {}

  private CompletableFuture<Answered> lookUp(
      Target target, By by, Span span, int depth, Consumer<ObjectNode> events) {
    return lookUp(target, by, span, depth, "", events);
  }

  private CompletableFuture<Answered> lookUp(
      Target target, By by, Span span, int depth, String suffix, Consumer<ObjectNode> events) {
    LookupEventsRequest request =
        LookupEventsRequest.builder()
            .lookupAttributes(
                LookupAttribute.builder().attributeKey(by.key()).attributeValue(by.value()).build())
            .startTime(span.from())
            .endTime(span.to())
            .maxResults(50)
            .build();
    return asker.ask(
        Query.of(ApiCall.LOOKUP_EVENTS, target, request, by.key() + "=" + by.value() + suffix)
            .reading(Query.Reading.atMost(MOST_PAGES)),
        depth,
        events);
  }

  private void digest(Target target, ObjectNode event) {
    body(event)
        .map(body -> body.path("responseElements"))
        .flatMap(response -> Json.text(response, "codeSha256"))
        .filter(sha -> sha.matches("[0-9a-f]{64}"))
        .ifPresent(
            sha ->
                digests
                    .computeIfAbsent(target, t -> new ConcurrentSkipListSet<>())
                    .add("sha256:" + sha));
  }

  private static Optional<ObjectNode> body(ObjectNode event) {
    return Json.text(event, "CloudTrailEvent").flatMap(Json::parseObject);
  }

  /** Returns the digests that updates of functions put in force, as far as they were seen. */
  Collection<String> digests(Target target) {
    return List.copyOf(digests.getOrDefault(target, Set.of()));
  }

  /** Where there were too many changes for one look-up: functions and operations one by one. */
  CompletableFuture<Void> narrow(
      Target target, Span span, Collection<String> functions, int depth) {
    Optional<Span> kept = kept(target, span);
    if (kept.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    Stream<By> byName =
        functions.stream().map(name -> new By(LookupAttributeKey.RESOURCE_NAME, name));
    Stream<By> byEvent = TELLING.stream().map(name -> new By(LookupAttributeKey.EVENT_NAME, name));
    return CompletableFuture.allOf(
        Stream.concat(byName, byEvent)
            .map(by -> lookUp(target, by, kept.get(), depth, event -> digest(target, event)))
            .toArray(CompletableFuture[]::new));
  }

  /** Asks what was done to one function, and to aliases, since a moment. */
  CompletableFuture<Void> changesOf(Target target, String function, Instant since, int depth) {
    if (!since.isBefore(asOf)) {
      return CompletableFuture.completedFuture(null);
    }
    Optional<Span> kept = kept(target, new Span(since, asOf));
    return CompletableFuture.allOf(
        Stream.of(
                new By(LookupAttributeKey.RESOURCE_NAME, function),
                new By(LookupAttributeKey.EVENT_NAME, ALIAS_UPDATE))
            .flatMap(
                by ->
                    kept.stream()
                        .map(
                            span ->
                                lookUp(target, by, span, depth, event -> digest(target, event))))
            .toArray(CompletableFuture[]::new));
  }

  /**
   * Asks what a function itself was denied while a run went on: its role's session bears its name.
   */
  CompletableFuture<Answered> callsOf(Target target, String function, Span span, int depth) {
    return kept(target, span)
        .map(
            kept ->
                lookUp(
                    target,
                    new By(LookupAttributeKey.USERNAME, function),
                    kept,
                    depth,
                    event -> {}))
        .orElseGet(() -> CompletableFuture.completedFuture(Answered.notAsked()));
  }

  /** Asks which images a lifecycle policy deleted: such events count as reading. */
  CompletableFuture<Answered> deletedImages(Target target, Span span, int depth) {
    return kept(target, span)
        .map(
            kept ->
                lookUp(
                    target,
                    new By(LookupAttributeKey.EVENT_NAME, "PolicyExecutionEvent"),
                    kept,
                    depth,
                    event -> {}))
        .orElseGet(() -> CompletableFuture.completedFuture(Answered.notAsked()));
  }

  /**
   * Asks for the updates of functions' code from before the runs until now, in steps further back
   * until each function has one: a function that was changed since tells no more what it had.
   *
   * @param functions names, each with the moment before which an update is looked for
   */
  CompletableFuture<Void> codeUpdates(Target target, Map<String, Instant> functions, int depth) {
    Map<String, Instant> open = new HashMap<>(functions);
    Instant first = functions.values().stream().min(Instant::compareTo).orElse(asOf);
    return codeUpdates(target, open, new LookBack(0, first, asOf), depth);
  }

  /** How far a look back has come: the next step, the runs' start, the end of the next span. */
  private record LookBack(int step, Instant first, Instant until) {}

  private CompletableFuture<Void> codeUpdates(
      Target target, Map<String, Instant> open, LookBack at, int depth) {
    if (open.isEmpty() || at.step() >= LOOK_BACKS.size()) {
      return CompletableFuture.completedFuture(null);
    }
    Instant oldest = asOf.minus(RETENTION);
    Instant back = at.first().minus(LOOK_BACKS.get(at.step()));
    Instant from = back.isBefore(oldest) ? oldest : back;
    if (!from.isBefore(at.until())) {
      return CompletableFuture.completedFuture(null);
    }
    String suffix = at.step() == 0 ? " back" : " further back";
    return lookUp(
            target,
            new By(LookupAttributeKey.EVENT_NAME, CODE_UPDATE),
            new Span(from, at.until()),
            depth,
            suffix,
            event -> updated(target, event, open))
        .thenCompose(
            answered ->
                codeUpdates(
                    target, open, new LookBack(at.step() + 1, at.first(), from), answered.depth()));
  }

  private void updated(Target target, ObjectNode event, Map<String, Instant> open) {
    digest(target, event);
    Optional<Instant> at = Timestamps.parse(event.path("EventTime"));
    Optional<String> function =
        body(event).flatMap(body -> Json.text(body.path("requestParameters"), "functionName"));
    if (at.isPresent() && function.isPresent()) {
      String name = function.get().substring(function.get().lastIndexOf(':') + 1);
      open.computeIfPresent(name, (n, before) -> at.get().isBefore(before) ? null : before);
    }
  }
}
