// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import dev.afterimage.aws.call.ApiCall;
import dev.afterimage.aws.call.Target;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the calls that collecting would take, by what each part of it asks. */
final class Estimate {
  private static final long EVENTS_OF_PAGE = 1000;
  private static final long BYTES_OF_PAGE = 1L << 20;
  private static final long MOST_SANDBOXES = 500;
  private static final long CHILDREN_OF_MAP_RUN = 25;

  /** The calls that are made once for each function. */
  private static final List<ApiCall> OF_FUNCTION =
      List.of(
          ApiCall.GET_FUNCTION,
          ApiCall.LIST_VERSIONS_BY_FUNCTION,
          ApiCall.LIST_ALIASES,
          ApiCall.GET_FUNCTION_CONCURRENCY,
          ApiCall.LIST_PROVISIONED_CONCURRENCY_CONFIGS,
          ApiCall.BATCH_GET_IMAGE,
          ApiCall.DESCRIBE_IMAGES,
          ApiCall.DESCRIBE_IMAGES,
          ApiCall.FILTER_LOG_EVENTS);

  private final EnumMap<ApiCall, Long> calls = new EnumMap<>(ApiCall.class);
  private final Map<Target, Map<String, Long>> sandboxes = new java.util.HashMap<>();
  private final java.util.Set<String> machines = new java.util.HashSet<>();

  private void add(ApiCall call, long count) {
    if (count > 0) {
      calls.merge(call, count, Long::sum);
    }
  }

  /** Adds what a run takes. */
  void run(RunOutline run, Volumes.Volume volume) {
    account(run.target().target());
    add(ApiCall.DESCRIBE_EXECUTION, 1);
    add(ApiCall.DESCRIBE_STATE_MACHINE_FOR_EXECUTION, 1);
    add(ApiCall.GET_EXECUTION_HISTORY, pages(run.events().orElse(1), EVENTS_OF_PAGE));
    add(ApiCall.GET_METRIC_DATA, 1);
    if (machines.add(run.target().machine())) {
      add(ApiCall.DESCRIBE_STATE_MACHINE, 1);
      add(ApiCall.LIST_EXECUTIONS, 1);
    }
    add(ApiCall.DESCRIBE_MAP_RUN, run.mapRuns());
    add(ApiCall.LIST_EXECUTIONS, run.mapRuns() * 2L);
    add(ApiCall.DESCRIBE_EXECUTION, run.mapRuns() * CHILDREN_OF_MAP_RUN);
    add(ApiCall.GET_EXECUTION_HISTORY, run.mapRuns() * CHILDREN_OF_MAP_RUN);
    for (String function : run.functions()) {
      function(run.target().target(), function, volume.sandboxesOf(function));
      add(ApiCall.FILTER_LOG_EVENTS, pages(volume.bytesOf(function).orElse(1), BYTES_OF_PAGE));
    }
  }

  private static long pages(long size, long ofPage) {
    return Math.max(1, (size + ofPage - 1) / ofPage);
  }

  private void account(Target target) {
    if (sandboxes.putIfAbsent(target, new TreeMap<>()) == null) {
      add(ApiCall.LIST_SERVICE_QUOTAS, 2);
      add(ApiCall.GET_ACCOUNT_SETTINGS, 1);
      add(ApiCall.LOOKUP_EVENTS, target.region().equals("us-east-1") ? 1 : 3);
    }
  }

  private void function(Target target, String name, long atOnce) {
    Map<String, Long> known = sandboxes.computeIfAbsent(target, t -> new TreeMap<>());
    if (!known.containsKey(name)) {
      OF_FUNCTION.forEach(call -> add(call, 1));
    }
    long before = known.getOrDefault(name, 0L);
    long now = Math.max(before, Math.min(atOnce, MOST_SANDBOXES));
    add(ApiCall.GET_LOG_EVENTS, now - before);
    known.put(name, now);
  }

  /** Adds what finding a baseline takes. */
  void baseline() {
    add(ApiCall.LIST_EXECUTIONS, 1);
  }

  Map<ApiCall, Long> calls() {
    return calls;
  }
}
