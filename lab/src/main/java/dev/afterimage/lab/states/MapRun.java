// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.Timestamps;
import dev.afterimage.lab.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run of a distributed Map: its children and their counts. */
final class MapRun {

  /**
   * What the Map says about its run.
   *
   * @param concurrency children at once; 0 for no limit
   * @param toleratedCount failed items that are tolerated
   * @param toleratedPercentage share of failed items that is tolerated, in percent
   * @param writesResults whether results go to S3
   */
  record Limits(
      int concurrency, int toleratedCount, double toleratedPercentage, boolean writesResults) {}

  private final String arn;
  private final String label;
  private final String parentArn;
  private final Limits limits;
  private final Instant started;
  private final List<Execution> children = new ArrayList<>();
  private final Map<Execution.Status, Integer> items = new EnumMap<>(Execution.Status.class);
  private final Map<Execution.Status, Integer> executions = new EnumMap<>(Execution.Status.class);
  private int totalItems;
  private int totalExecutions;
  private int written;
  private String status = "RUNNING";
  private Optional<Instant> stopped = Optional.empty();

  MapRun(String arn, String label, String parentArn, Limits limits, Instant started) {
    this.arn = requireNonNull(arn, "arn is null");
    this.label = requireNonNull(label, "label is null");
    this.parentArn = requireNonNull(parentArn, "parentArn is null");
    this.limits = requireNonNull(limits, "limits is null");
    this.started = requireNonNull(started, "started is null");
  }

  String arn() {
    return arn;
  }

  String label() {
    return label;
  }

  String parentArn() {
    return parentArn;
  }

  Limits limits() {
    return limits;
  }

  Instant started() {
    return started;
  }

  List<Execution> children() {
    return Collections.unmodifiableList(children);
  }

  void expect(int itemCount, int executionCount) {
    totalItems = itemCount;
    totalExecutions = executionCount;
  }

  void add(Execution child) {
    children.add(child);
  }

  void count(Execution.Status end, int itemCount) {
    items.merge(end, itemCount, Integer::sum);
    executions.merge(end, 1, Integer::sum);
  }

  /** Returns how many items failed, timed-out ones included. */
  int failedItems() {
    return items.getOrDefault(Execution.Status.FAILED, 0)
        + items.getOrDefault(Execution.Status.TIMED_OUT, 0);
  }

  /** Returns whether more items failed than the Map tolerates. */
  boolean isBeyondTolerance() {
    int failed = failedItems();
    boolean byCount = failed > limits.toleratedCount();
    boolean byShare = failed * 100.0 > limits.toleratedPercentage() * Math.max(1, totalItems);
    return failed > 0 && byCount && byShare;
  }

  void write() {
    written = items.getOrDefault(Execution.Status.SUCCEEDED, 0);
  }

  void close(String how, Instant now) {
    status = how;
    stopped = Optional.of(now);
  }

  ObjectNode describe() {
    ObjectNode answer =
        Json.object().put("mapRunArn", arn).put("executionArn", parentArn).put("status", status);
    answer.set("startDate", Timestamps.seconds(started));
    stopped.ifPresent(time -> answer.set("stopDate", Timestamps.seconds(time)));
    answer
        .put("maxConcurrency", limits.concurrency())
        .put("toleratedFailurePercentage", limits.toleratedPercentage())
        .put("toleratedFailureCount", limits.toleratedCount());
    answer.set("itemCounts", counts(items, totalItems));
    answer.set("executionCounts", counts(executions, totalExecutions));
    return answer.put("redriveCount", 0);
  }

  private ObjectNode counts(Map<Execution.Status, Integer> ended, int total) {
    int done = ended.values().stream().mapToInt(Integer::intValue).sum();
    int open = stopped.isPresent() ? 0 : total - done;
    return Json.object()
        .put("pending", open)
        .put("running", 0)
        .put("succeeded", ended.getOrDefault(Execution.Status.SUCCEEDED, 0))
        .put("failed", ended.getOrDefault(Execution.Status.FAILED, 0))
        .put("timedOut", ended.getOrDefault(Execution.Status.TIMED_OUT, 0))
        .put("aborted", stopped.isPresent() ? total - done + aborted(ended) : aborted(ended))
        .put("total", total)
        .put("resultsWritten", written)
        .put("failuresNotRedrivable", 0)
        .put("pendingRedrive", 0);
  }

  private static int aborted(Map<Execution.Status, Integer> ended) {
    return ended.getOrDefault(Execution.Status.ABORTED, 0);
  }

  ObjectNode summarise(String machineArn) {
    ObjectNode item =
        Json.object()
            .put("executionArn", parentArn)
            .put("mapRunArn", arn)
            .put("stateMachineArn", machineArn + "/" + label);
    item.set("startDate", Timestamps.seconds(started));
    stopped.ifPresent(time -> item.set("stopDate", Timestamps.seconds(time)));
    return item;
  }
}
