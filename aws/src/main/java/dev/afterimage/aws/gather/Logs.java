// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.gather;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.ByteBudget;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.evidence.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/**
 * Reads the logs of one function: of the spans in which runs used it, then of the sandboxes that
 * served them what tells how old their processes were.
 *
 * <p>A span is read whole where that is little. Where other callers fill it, the request ids that
 * the histories tell lead to the streams, and only these are read.
 */
final class Logs {
  /** A page has a megabyte at the most; behind that many it is worth asking by request ids. */
  private static final int WHOLE_PAGES = 8;

  /** At five calls a second, ids are looked up for eight seconds at the most. */
  private static final int MOST_ID_PATTERNS = 40;

  private static final int MOST_STREAMS_OF_CALL = 100;

  /** What matters less leaves the rest to what failed. */
  private static final double SHARE_OF_OTHERS = 0.5;

  private final Asker asker;
  private final ByteBudget budget;
  private final Sandboxes sandboxes;

  Logs(Asker asker, ByteBudget budget) {
    this.asker = asker;
    this.budget = budget;
    this.sandboxes = new Sandboxes(asker, budget);
  }

  /** The log group of a function. */
  record Group(FunctionKey function, String name) {
    String subject(String what) {
      return function.plainName() + " " + what;
    }
  }

  CompletableFuture<Void> read(FunctionKey key, Answered function, List<LogSpan> spans) {
    String name =
        Json.text(function.json().path("Configuration").path("LoggingConfig"), "LogGroup")
            .orElse("/aws/lambda/" + key.plainName());
    Group group = new Group(key, name);
    List<String> requests = spans.stream().flatMap(s -> s.requestIds().stream()).toList();
    boolean known = spans.stream().allMatch(LogSpan::knowsEveryRequest);
    LogStreamsSeen seen = new LogStreamsSeen(requests, known);
    List<CompletableFuture<Answered>> read = new ArrayList<>();
    for (LogSpan span : spans) {
      read.add(span(group, span, seen, function.depth()));
    }
    return CompletableFuture.allOf(read.toArray(CompletableFuture[]::new))
        .thenCompose(
            done -> {
              int depth = read.stream().mapToInt(f -> f.join().depth()).max().orElse(0);
              return CompletableFuture.allOf(
                  sandboxes.read(group, seen.ours(), depth), retention(group, seen, depth));
            });
  }

  private CompletableFuture<Answered> span(
      Group group, LogSpan span, LogStreamsSeen seen, int depth) {
    ByteBudget own = span.hasFailed() ? budget : budget.upTo(SHARE_OF_OTHERS);
    List<String> patterns = LogPatterns.anyOf(span.requestIds());
    boolean byIds =
        span.knowsEveryRequest() && !patterns.isEmpty() && patterns.size() <= MOST_ID_PATTERNS;
    Query.Reading reading = Query.Reading.within(own);
    FilterLogEventsRequest request = request(group, span).build();
    CompletableFuture<Answered> whole =
        ask(
            group,
            request,
            span.run(),
            byIds ? reading.upToPages(WHOLE_PAGES) : reading,
            new Into(depth, seen::add));
    return whole.thenCompose(
        answered ->
            byIds && answered.state() == Answered.State.ENOUGH
                ? byIds(group, span, patterns, new Into(answered.depth(), seen::add))
                : CompletableFuture.completedFuture(answered));
  }

  /** Where lines go, and how many calls came before. */
  private record Into(int depth, Consumer<ObjectNode> lines) {}

  private CompletableFuture<Answered> ask(
      Group group, FilterLogEventsRequest request, String what, Query.Reading reading, Into into) {
    Query query =
        Query.of(
            ApiCall.FILTER_LOG_EVENTS, group.function().target(), request, group.subject(what));
    return asker.ask(query.reading(reading), into.depth(), into.lines());
  }

  private static FilterLogEventsRequest.Builder request(Group group, LogSpan span) {
    return FilterLogEventsRequest.builder()
        .logGroupName(group.name())
        .startTime(span.span().from().toEpochMilli())
        .endTime(span.span().to().toEpochMilli());
  }

  /** First the lines with our request ids, then everything of the streams that they stand in. */
  private CompletableFuture<Answered> byIds(
      Group group, LogSpan span, List<String> patterns, Into into) {
    ByteBudget own = span.hasFailed() ? budget : budget.upTo(SHARE_OF_OTHERS);
    LogStreamsSeen found = new LogStreamsSeen(span.requestIds(), true);
    List<CompletableFuture<Answered>> lookUps = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      FilterLogEventsRequest request = request(group, span).filterPattern(patterns.get(i)).build();
      Consumer<ObjectNode> both = into.lines().andThen(found::add);
      lookUps.add(
          ask(
              group,
              request,
              span.run() + " requests " + (i + 1),
              Query.Reading.within(own),
              new Into(into.depth(), both)));
    }
    return CompletableFuture.allOf(lookUps.toArray(CompletableFuture[]::new))
        .thenCompose(
            done -> {
              int depth = lookUps.stream().mapToInt(f -> f.join().depth()).max().orElse(0);
              return ofStreams(group, span, found.ours(), own, new Into(depth, into.lines()));
            });
  }

  private CompletableFuture<Answered> ofStreams(
      Group group, LogSpan span, List<LogStreamsSeen.Seen> streams, ByteBudget own, Into into) {
    List<CompletableFuture<Answered>> reads = new ArrayList<>();
    for (int from = 0; from < streams.size(); from += MOST_STREAMS_OF_CALL) {
      List<String> names =
          streams.subList(from, Math.min(streams.size(), from + MOST_STREAMS_OF_CALL)).stream()
              .map(LogStreamsSeen.Seen::name)
              .toList();
      reads.add(
          ask(
              group,
              request(group, span).logStreamNames(names).build(),
              span.run() + " streams " + (from / MOST_STREAMS_OF_CALL + 1),
              Query.Reading.within(own),
              into));
    }
    return CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new))
        .thenApply(
            done ->
                reads.stream()
                    .map(CompletableFuture::join)
                    .max(java.util.Comparator.comparingInt(Answered::depth))
                    .orElse(Answered.notAsked().deeper(into.depth())));
  }

  /** Where there is no line at all, the group tells why: it keeps lines for some days only. */
  private CompletableFuture<Answered> retention(Group group, LogStreamsSeen seen, int depth) {
    if (seen.size() > 0) {
      return CompletableFuture.completedFuture(Answered.notAsked());
    }
    DescribeLogGroupsRequest request =
        DescribeLogGroupsRequest.builder().logGroupNamePrefix(group.name()).build();
    return asker.ask(
        Query.of(ApiCall.DESCRIBE_LOG_GROUPS, group.function().target(), request, group.subject(""))
            .reading(Query.Reading.upTo(1)),
        depth);
  }
}
