// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.ask.Answered;
import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.Query;
import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunRequest;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.ListExecutionsRequest;

/**
 * Gathers the runs that a run started: nested executions, and of each Map Run the children that
 * failed first with some that succeeded. What is left out is said.
 */
final class ChildGatherer {
  private static final int MOST_FAILED = 20;
  private static final int MOST_SUCCEEDED = 5;
  private static final int MOST_NESTED = 20;
  private static final int DEEPEST = 4;
  private static final int MOST_PAGES = 50;
  private static final int PAGE = 1000;

  private final Asker asker;
  private final RunGatherer runs;

  ChildGatherer(Asker asker, RunGatherer runs) {
    this.asker = asker;
    this.runs = runs;
  }

  /** A child of a Map Run, as ListExecutions shows it. */
  private record Child(String arn, Instant start) {}

  CompletableFuture<List<GatheredRun>> gather(RunTarget run, HistoryFacts facts, int depth) {
    List<CompletableFuture<List<GatheredRun>>> all = new ArrayList<>();
    if (run.level() >= DEEPEST) {
      return CompletableFuture.completedFuture(List.of());
    }
    for (String mapRun : facts.mapRuns()) {
      all.add(ofMapRun(run, mapRun, depth));
    }
    all.add(nested(run, facts.startedExecutions(), depth));
    return joined(all);
  }

  private CompletableFuture<List<GatheredRun>> nested(RunTarget run, List<String> arns, int depth) {
    if (arns.size() > MOST_NESTED) {
      asker.gap(
          arns.size()
              - MOST_NESTED
              + " of the "
              + arns.size()
              + " executions that "
              + run.name()
              + " started",
          "only " + MOST_NESTED + " are read, those that failed first");
    }
    return joined(
        arns.stream()
            .limit(MOST_NESTED)
            .map(arn -> runs.gatherChild(run.child(arn, depth), true).thenApply(List::of))
            .toList());
  }

  private CompletableFuture<List<GatheredRun>> ofMapRun(RunTarget run, String mapRun, int depth) {
    DescribeMapRunRequest request = DescribeMapRunRequest.builder().mapRunArn(mapRun).build();
    return asker
        .ask(Query.of(ApiCall.DESCRIBE_MAP_RUN, run.target(), request, label(mapRun)), depth)
        .thenCompose(
            described -> {
              CompletableFuture<List<Child>> failed = failed(run, mapRun, described);
              CompletableFuture<List<Child>> succeeded =
                  isNone(described, ExecutionStatus.SUCCEEDED)
                      ? CompletableFuture.completedFuture(List.of())
                      : list(run, mapRun, ExecutionStatus.SUCCEEDED, described.depth(), 1);
              return failed
                  .thenCombine(succeeded, ChildGatherer::sample)
                  .thenCompose(sample -> children(run, sample, described.depth() + 1));
            });
  }

  private static String label(String mapRun) {
    return mapRun.substring(mapRun.indexOf(":mapRun:") + 8);
  }

  /** Without a description nothing is known to be none. */
  private static boolean isNone(Answered described, ExecutionStatus status) {
    JsonNode counts = described.json().path("executionCounts");
    String name =
        switch (status) {
          case TIMED_OUT -> "timedOut";
          default -> status.toString().toLowerCase(Locale.ROOT);
        };
    return counts.has(name) && counts.path(name).asLong() == 0;
  }

  private CompletableFuture<List<Child>> failed(RunTarget run, String mapRun, Answered described) {
    List<CompletableFuture<List<Child>>> lists =
        Stream.of(ExecutionStatus.FAILED, ExecutionStatus.TIMED_OUT, ExecutionStatus.ABORTED)
            .filter(status -> !isNone(described, status))
            .map(status -> list(run, mapRun, status, described.depth(), MOST_PAGES))
            .toList();
    return joined(lists)
        .thenApply(
            children -> {
              List<Child> oldest =
                  children.stream().sorted(Comparator.comparing(Child::start)).toList();
              if (oldest.size() > MOST_FAILED) {
                asker.gap(
                    oldest.size()
                        - MOST_FAILED
                        + " of the "
                        + oldest.size()
                        + " children of "
                        + label(mapRun)
                        + " that failed",
                    "only " + MOST_FAILED + " are read, the oldest first");
              }
              return oldest.stream().limit(MOST_FAILED).toList();
            });
  }

  /** AWS lists the newest first: the oldest are on the last page. */
  private CompletableFuture<List<Child>> list(
      RunTarget run, String mapRun, ExecutionStatus status, int depth, int pages) {
    ListExecutionsRequest request =
        ListExecutionsRequest.builder()
            .mapRunArn(mapRun)
            .statusFilter(status)
            .maxResults(pages == 1 ? MOST_SUCCEEDED : PAGE)
            .build();
    List<Child> children = new ArrayList<>();
    return asker
        .ask(
            Query.of(ApiCall.LIST_EXECUTIONS, run.target(), request, label(mapRun) + " " + status)
                .reading(Query.Reading.upTo(pages)),
            depth,
            item -> children.add(child(item)))
        .thenApply(answered -> List.copyOf(children));
  }

  private static Child child(ObjectNode item) {
    return new Child(
        Json.text(item, "executionArn").orElse(""),
        Timestamps.parse(item.path("startDate")).orElse(Instant.EPOCH));
  }

  private static List<Child> sample(List<Child> failed, List<Child> succeeded) {
    List<Child> sample = new ArrayList<>(failed);
    succeeded.stream().limit(MOST_SUCCEEDED).forEach(sample::add);
    return sample;
  }

  /** Children of one Map Run share a definition: it is asked for once. */
  private CompletableFuture<List<GatheredRun>> children(
      RunTarget run, List<Child> sample, int depth) {
    List<CompletableFuture<List<GatheredRun>>> all = new ArrayList<>();
    for (int i = 0; i < sample.size(); i++) {
      all.add(runs.gatherChild(run.child(sample.get(i).arn(), depth), i == 0).thenApply(List::of));
    }
    return joined(all);
  }

  static <T> CompletableFuture<List<T>> joined(List<CompletableFuture<List<T>>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().flatMap(f -> f.join().stream()).toList());
  }
}
