// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.run.OtherRuns;
import dev.afterimage.aws.run.RunTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Plans the collecting of some runs with calls that describe and list, metrics and one event. */
public final class Planning {
  private final Asker asker;
  private final Outliner outliner;
  private final Volumes volumes;
  private final List<String> unknown = Collections.synchronizedList(new ArrayList<>());

  /** Creates a planning that asks through {@code asker}. */
  public Planning(Asker asker, Instant asOf) {
    this.asker = asker;
    this.outliner = new Outliner(asker, asOf, unknown);
    this.volumes = new Volumes(asker, asOf);
  }

  private record Measured(RunOutline run, Volumes.Volume volume) {}

  /**
   * Returns the plan.
   *
   * @param baseline whether a run that is named alone gets one
   */
  public CompletableFuture<CallPlan> plan(List<RunTarget> targets, boolean baseline) {
    return all(targets.stream().map(outliner::of).toList())
        .thenCompose(runs -> baseline && runs.size() == 1 ? withBaseline(runs.get(0)) : of(runs))
        .thenCompose(
            runs ->
                all(
                    runs.stream()
                        .map(run -> volumes.of(run).thenApply(v -> new Measured(run, v)))
                        .toList()))
        .thenCompose(measured -> asker.saved().thenApply(done -> plan(measured, targets.size())));
  }

  private static CompletableFuture<List<RunOutline>> of(List<RunOutline> runs) {
    return CompletableFuture.completedFuture(runs);
  }

  private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }

  private CompletableFuture<List<RunOutline>> withBaseline(RunOutline only) {
    if (only.target().isExpress()) {
      return of(List.of(only));
    }
    return new OtherRuns(asker)
        .baseline(only.target(), only.start(), 1)
        .thenCompose(
            found ->
                found.isEmpty()
                    ? of(List.of(only))
                    : outliner.of(found.get()).thenApply(before -> List.of(before, only)));
  }

  private CallPlan plan(List<Measured> measured, int named) {
    Estimate estimate = new Estimate();
    Map<String, OptionalLong> logs = new TreeMap<>();
    List<CallPlan.PlannedRun> runs = new ArrayList<>();
    for (Measured one : measured) {
      RunOutline run = one.run();
      estimate.run(run, one.volume());
      runs.add(new CallPlan.PlannedRun(run.target().arn(), run.events()));
      for (String function : run.functions()) {
        logs.merge(Volumes.group(function), one.volume().bytesOf(function), Planning::sum);
      }
    }
    if (measured.size() > named) {
      estimate.baseline();
    }
    List<String> open = new ArrayList<>(unknown);
    asker.store().gaps().forEach(gap -> open.add(gap.call() + ": " + gap.error()));
    return new CallPlan(runs, estimate.calls(), volumes(logs), open, asker.store().pages());
  }

  private static OptionalLong sum(OptionalLong one, OptionalLong other) {
    return one.isPresent() || other.isPresent()
        ? OptionalLong.of(one.orElse(0) + other.orElse(0))
        : OptionalLong.empty();
  }

  private static List<CallPlan.LogVolume> volumes(Map<String, OptionalLong> logs) {
    return logs.entrySet().stream()
        .map(entry -> new CallPlan.LogVolume(entry.getKey(), entry.getValue()))
        .toList();
  }
}
