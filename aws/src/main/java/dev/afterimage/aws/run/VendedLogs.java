// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.evidence.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;

/**
 * Reads the history of a run from the log group of its state machine: of an Express execution,
 * which keeps no other, and of any run whose history is denied or forgotten.
 */
final class VendedLogs {
  /** An Express execution takes five minutes at most; the log may be a little late. */
  private static final Duration LONGEST_EXPRESS = Duration.ofMinutes(6);

  /** Where nothing says when an execution ran. */
  private static final Duration LOOK_BACK = Duration.ofDays(7);

  /** A log group of a busy machine has more pages than are worth waiting for. */
  private static final int MOST_PAGES = 200;

  private final Asker asker;
  private final Instant asOf;

  VendedLogs(Asker asker, Instant asOf) {
    this.asker = asker;
    this.asOf = asOf;
  }

  CompletableFuture<Answered> read(
      RunTarget run, Answered description, Answered machine, HistoryFacts facts) {
    Optional<String> group = group(machine);
    int depth = Math.max(description.depth(), machine.depth());
    if (group.isEmpty()) {
      if (run.isExpress()) {
        asker.gap(
            "the history of " + run.name(),
            "its state machine writes no log; Express executions keep no other history");
      }
      return CompletableFuture.completedFuture(Answered.notAsked().deeper(depth));
    }
    Instant from =
        GatheredRun.start(description.json()).or(run::start).orElse(asOf.minus(LOOK_BACK));
    Instant to = end(run, description, from);
    FilterLogEventsRequest request =
        FilterLogEventsRequest.builder()
            .logGroupName(group.get())
            .startTime(from.minusSeconds(60).toEpochMilli())
            .endTime(to.plusSeconds(60).toEpochMilli())
            .filterPattern("{ $.execution_arn = \"" + run.arn() + "\" }")
            .build();
    Query query =
        Query.of(ApiCall.FILTER_LOG_EVENTS, run.target(), request, "history of " + run.name())
            .reading(Query.Reading.atMost(MOST_PAGES));
    return asker.ask(
        query,
        depth,
        item -> Json.text(item, "message").flatMap(Json::parseObject).ifPresent(facts::addVended));
  }

  private Instant end(RunTarget run, Answered description, Instant from) {
    Optional<Instant> stop =
        dev.afterimage.core.evidence.Timestamps.parse(description.json().path("stopDate"));
    boolean told = run.start().isPresent() || GatheredRun.start(description.json()).isPresent();
    return stop.orElseGet(() -> run.isExpress() && told ? from.plus(LONGEST_EXPRESS) : asOf);
  }

  private static Optional<String> group(Answered machine) {
    for (var destination : machine.json().path("loggingConfiguration").path("destinations")) {
      Optional<String> arn = Json.text(destination.path("cloudWatchLogsLogGroup"), "logGroupArn");
      if (arn.isPresent() && arn.get().contains(":log-group:")) {
        String name = arn.get().substring(arn.get().indexOf(":log-group:") + 11);
        return Optional.of(name.replaceFirst(":\\*$", ""));
      }
    }
    return Optional.empty();
  }
}
