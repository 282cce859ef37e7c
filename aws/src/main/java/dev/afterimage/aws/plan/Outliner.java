// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.run.RunTarget;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineForExecutionRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.ListMapRunsRequest;

/** Asks for the outline of a run: its description, its definition, and one event, the last. */
final class Outliner {
  private final Asker asker;
  private final Instant asOf;
  private final List<String> unknown;

  /**
   * Creates an outliner.
   *
   * @param unknown takes what could not be told
   */
  Outliner(Asker asker, Instant asOf, List<String> unknown) {
    this.asker = asker;
    this.asOf = asOf;
    this.unknown = unknown;
  }

  /** Asks; the future fails with a {@link CollectException} where the run cannot be described. */
  CompletableFuture<RunOutline> of(RunTarget run) {
    CompletableFuture<Answered> description = description(run);
    CompletableFuture<OptionalLong> events = events(run);
    CompletableFuture<DefinedFunctions> functions = functions(run);
    CompletableFuture<Integer> mapRuns = mapRuns(run);
    return CompletableFuture.allOf(description, events, functions, mapRuns)
        .thenApply(
            done -> {
              Answered described = description.join();
              return new RunOutline(
                  run,
                  moment(described, "startDate").or(run::start).orElse(asOf),
                  moment(described, "stopDate").orElse(asOf),
                  events.join(),
                  functions.join().names(),
                  mapRuns.join());
            });
  }

  private static java.util.Optional<Instant> moment(Answered described, String member) {
    return Timestamps.parse(described.json().path(member));
  }

  private CompletableFuture<Answered> description(RunTarget run) {
    if (run.isExpress()) {
      unknown.add("the history of " + run.name() + ": an Express execution has none to count");
      return CompletableFuture.completedFuture(Answered.notAsked());
    }
    DescribeExecutionRequest request =
        DescribeExecutionRequest.builder().executionArn(run.arn()).build();
    return asker
        .ask(Query.of(ApiCall.DESCRIBE_EXECUTION, run.target(), request, run.name()), run.depth())
        .thenCompose(
            answered ->
                answered.isHere()
                    ? CompletableFuture.completedFuture(answered)
                    : CompletableFuture.failedFuture(
                        CollectException.of(
                            answered.failure().orElseThrow(), "execution " + run.name())));
  }

  /** The id of the last event is the number of events. */
  private CompletableFuture<OptionalLong> events(RunTarget run) {
    if (run.isExpress()) {
      return CompletableFuture.completedFuture(OptionalLong.empty());
    }
    GetExecutionHistoryRequest request =
        GetExecutionHistoryRequest.builder()
            .executionArn(run.arn())
            .reverseOrder(true)
            .maxResults(1)
            .includeExecutionData(false)
            .build();
    AtomicLong last = new AtomicLong();
    return asker
        .ask(
            Query.of(ApiCall.GET_EXECUTION_HISTORY, run.target(), request, run.name())
                .reading(Query.Reading.upTo(1)),
            run.depth(),
            item -> last.set(Json.whole(item, "id").orElse(0L)))
        .thenApply(answered -> last.get() > 0 ? OptionalLong.of(last.get()) : OptionalLong.empty());
  }

  private CompletableFuture<DefinedFunctions> functions(RunTarget run) {
    DescribeStateMachineForExecutionRequest request =
        DescribeStateMachineForExecutionRequest.builder().executionArn(run.arn()).build();
    return asker
        .ask(
            Query.of(
                ApiCall.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, run.target(), request, run.name()),
            run.depth())
        .thenApply(
            answered -> {
              DefinedFunctions functions =
                  DefinedFunctions.in(Json.text(answered.json(), "definition").orElse(""));
              if (functions.hasComputed()) {
                unknown.add("functions of " + run.name() + " whose names the workflow computes");
              }
              return functions;
            });
  }

  private CompletableFuture<Integer> mapRuns(RunTarget run) {
    if (run.isExpress()) {
      return CompletableFuture.completedFuture(0);
    }
    ListMapRunsRequest request = ListMapRunsRequest.builder().executionArn(run.arn()).build();
    AtomicInteger count = new AtomicInteger();
    return asker
        .ask(
            Query.of(ApiCall.LIST_MAP_RUNS, run.target(), request, run.name()),
            run.depth(),
            item -> count.incrementAndGet())
        .thenApply(answered -> count.get());
  }
}
