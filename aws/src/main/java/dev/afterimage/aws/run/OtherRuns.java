// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;

/** Finds the other runs of a state machine that matter: a baseline, and those at the same time. */
public final class OtherRuns {
  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 20;

  /** A run that started that long before may still have been running. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private final Asker asker;

  /** Creates a finder. */
  public OtherRuns(Asker asker) {
    this.asker = asker;
  }

  private record Entry(String arn, Instant start) {}

  /**
   * Returns the run that succeeded last before another one, else first after it; none where there
   * is none.
   */
  public CompletableFuture<Optional<RunTarget>> baseline(RunTarget run, Instant start, int depth) {
    List<Entry> entries = new ArrayList<>();
    ListExecutionsRequest request =
        ListExecutionsRequest.builder()
            .stateMachineArn(run.machine())
            .statusFilter(ExecutionStatus.SUCCEEDED)
            .maxResults(PAGE)
            .build();
    return asker
        .ask(
            query(run, request, " SUCCEEDED").reading(until(start)),
            depth,
            item -> entry(item).ifPresent(entries::add))
        .thenApply(
            answered ->
                chosen(entries, run, start).map(entry -> target(run, entry, answered.depth())));
  }

  private static RunTarget target(RunTarget run, Entry entry, int depth) {
    return new RunTarget(entry.arn(), run.target(), Optional.of(entry.start()), 0, depth);
  }

  private static Optional<Entry> chosen(List<Entry> entries, RunTarget run, Instant start) {
    List<Entry> others = entries.stream().filter(e -> !e.arn().equals(run.arn())).toList();
    return others.stream()
        .filter(entry -> entry.start().isBefore(start))
        .max(Comparator.comparing(Entry::start))
        .or(() -> others.stream().min(Comparator.comparing(Entry::start)));
  }

  /** Asks for the runs of a state machine that overlap a span of time. */
  public CompletableFuture<Answered> overlapping(
      RunTarget run, Instant from, Instant to, int depth) {
    ListExecutionsRequest request =
        ListExecutionsRequest.builder().stateMachineArn(run.machine()).maxResults(PAGE).build();
    List<Entry> entries = new ArrayList<>();
    return asker
        .ask(
            query(run, request, "").reading(until(from.minus(BEFORE))),
            depth,
            item -> entry(item).ifPresent(entries::add))
        .thenApply(
            answered -> {
              boolean reached =
                  entries.isEmpty() || entries.stream().anyMatch(e -> e.start().isBefore(to));
              if (answered.isHere() && !reached) {
                asker.gap(
                    "which executions ran beside " + run.name(),
                    "AWS lists the newest first, and there are more than "
                        + MOST_PAGES * PAGE
                        + " newer ones");
              }
              return answered;
            });
  }

  private static Query query(RunTarget run, ListExecutionsRequest request, String which) {
    String name = run.machine().substring(run.machine().lastIndexOf(':') + 1);
    return Query.of(ApiCall.LIST_EXECUTIONS, run.target(), request, name + which);
  }

  /** The list has no filter by time and runs backwards in it. */
  private static Query.Reading until(Instant moment) {
    return Query.Reading.atMost(MOST_PAGES)
        .until(item -> entry(item).filter(e -> e.start().isBefore(moment)).isPresent());
  }

  private static Optional<Entry> entry(ObjectNode item) {
    Optional<Instant> start = Timestamps.parse(item.path("startDate"));
    return Json.text(item, "executionArn").flatMap(arn -> start.map(at -> new Entry(arn, at)));
  }
}
