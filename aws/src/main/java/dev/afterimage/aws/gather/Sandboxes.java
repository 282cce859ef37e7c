// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.ByteBudget;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.evidence.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;

/**
 * Reads what tells the age of a sandbox's process: the first lines of its stream, the lines since
 * then that start and end invocations or the process, and the first lines after the last end.
 */
final class Sandboxes {
  private static final int MOST_SANDBOXES = 500;
  private static final int MOST_STREAMS_OF_CALL = 100;
  private static final int FIRST_LINES = 50;

  private final Asker asker;
  private final ByteBudget budget;

  Sandboxes(Asker asker, ByteBudget budget) {
    this.asker = asker;
    this.budget = budget;
  }

  /** A stream with the moment of its very first line, where that lies before our span. */
  private record Older(LogStreamsSeen.Seen seen, Instant created) {}

  CompletableFuture<Void> read(Logs.Group group, List<LogStreamsSeen.Seen> streams, int depth) {
    List<LogStreamsSeen.Seen> open = streams.stream().filter(stream -> !stream.started()).toList();
    if (open.size() > MOST_SANDBOXES) {
      asker.gap(
          "the age of "
              + (open.size() - MOST_SANDBOXES)
              + " sandboxes of "
              + group.function().plainName(),
          "only " + MOST_SANDBOXES + " are read back to their start, the earliest used first");
    }
    if (budget.isSpent() && !open.isEmpty()) {
      asker.gap("the age of the sandboxes of " + group.function().plainName(), budget.why());
      return CompletableFuture.completedFuture(null);
    }
    List<CompletableFuture<Head>> heads =
        open.stream().limit(MOST_SANDBOXES).map(stream -> head(group, stream, depth)).toList();
    return CompletableFuture.allOf(heads.toArray(CompletableFuture[]::new))
        .thenCompose(done -> marks(group, heads.stream().map(CompletableFuture::join).toList()));
  }

  private record Head(Optional<Older> older, int depth) {}

  private CompletableFuture<Head> head(Logs.Group group, LogStreamsSeen.Seen stream, int depth) {
    return lines(group, new Lines(stream.name(), Optional.empty(), "first"), depth)
        .thenApply(
            first ->
                new Head(
                    first
                        .at()
                        .filter(created -> created.isBefore(stream.first()))
                        .map(created -> new Older(stream, created)),
                    first.depth()));
  }

  /** The lines of a stream from its start, or from a moment on. */
  private record Lines(String stream, Optional<Instant> from, String what) {}

  private record FirstLine(Optional<Instant> at, int depth) {}

  /** AWS may answer with an empty page where there are lines: reading ends at the first line. */
  private CompletableFuture<FirstLine> lines(Logs.Group group, Lines lines, int depth) {
    GetLogEventsRequest.Builder request =
        GetLogEventsRequest.builder()
            .logGroupName(group.name())
            .logStreamName(lines.stream())
            .startFromHead(true)
            .limit(FIRST_LINES);
    lines.from().ifPresent(moment -> request.startTime(moment.toEpochMilli()));
    Query query =
        Query.of(
            ApiCall.GET_LOG_EVENTS,
            group.function().target(),
            request.build(),
            group.subject(lines.stream() + " " + lines.what()));
    List<Instant> moments = new ArrayList<>();
    return asker
        .ask(
            query.reading(Query.Reading.ALL.until(event -> true)),
            depth,
            event -> {
              budget.spend(event.path("message").asText().length());
              moments.add(Instant.ofEpochMilli(event.path("timestamp").asLong()));
            })
        .thenApply(answered -> new FirstLine(moments.stream().findFirst(), answered.depth()));
  }

  /** Between its first line and ours a process may have ended and another begun. */
  private CompletableFuture<Void> marks(Logs.Group group, List<Head> heads) {
    int depth = heads.stream().mapToInt(Head::depth).max().orElse(0);
    List<Older> older = heads.stream().flatMap(head -> head.older().stream()).toList();
    Map<String, Instant> ends = new ConcurrentHashMap<>();
    List<CompletableFuture<Answered>> reads = new ArrayList<>();
    for (int from = 0; from < older.size(); from += MOST_STREAMS_OF_CALL) {
      List<Older> some = older.subList(from, Math.min(older.size(), from + MOST_STREAMS_OF_CALL));
      reads.add(marks(group, some, from / MOST_STREAMS_OF_CALL + 1, ends, depth));
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenCompose(
            done -> {
              int after = reads.stream().mapToInt(f -> f.join().depth()).max().orElse(depth);
              return CompletableFuture.allOf(
                  new TreeMap<>(ends)
                      .entrySet().stream()
                          .map(
                              end ->
                                  lines(
                                      group,
                                      new Lines(
                                          end.getKey(),
                                          Optional.of(end.getValue()),
                                          "after its last end"),
                                      after))
                          .toArray(CompletableFuture[]::new));
            });
  }

  private CompletableFuture<Answered> marks(
      Logs.Group group, List<Older> streams, int number, Map<String, Instant> ends, int depth) {
    Instant from = streams.stream().map(Older::created).min(Instant::compareTo).orElseThrow();
    Instant to = streams.stream().map(s -> s.seen().last()).max(Instant::compareTo).orElseThrow();
    Map<String, Instant> lasts = new TreeMap<>();
    streams.forEach(s -> lasts.put(s.seen().name(), s.seen().last()));
    FilterLogEventsRequest request =
        FilterLogEventsRequest.builder()
            .logGroupName(group.name())
            .logStreamNames(lasts.keySet())
            .startTime(from.toEpochMilli())
            .endTime(to.toEpochMilli())
            .filterPattern(LogPatterns.MARKS)
            .build();
    return asker.ask(
        Query.of(
                ApiCall.FILTER_LOG_EVENTS,
                group.function().target(),
                request,
                group.subject("processes " + number))
            .reading(Query.Reading.within(budget)),
        depth,
        event -> end(event, lasts, ends));
  }

  private static void end(ObjectNode event, Map<String, Instant> lasts, Map<String, Instant> ends) {
    String stream = Json.text(event, "logStreamName").orElse("");
    Instant at = Instant.ofEpochMilli(event.path("timestamp").asLong());
    boolean before = at.isBefore(lasts.getOrDefault(stream, Instant.MIN));
    if (before && LogPatterns.endsProcess(Json.text(event, "message").orElse(""))) {
      ends.merge(stream, at, (here, other) -> here.isAfter(other) ? here : other);
    }
  }
}
