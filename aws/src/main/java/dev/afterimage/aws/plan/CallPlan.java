// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.call.ApiCall;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What collecting some runs would call and read, as far as can be told beforehand.
 *
 * @param runs the runs that it is about, with the baseline that would be taken
 * @param calls how many calls of each kind at about
 * @param logs the log groups that would be read
 * @param unknown what could not be estimated, and why
 * @param made how many calls the plan itself took
 */
public record CallPlan(
    List<PlannedRun> runs,
    Map<ApiCall, Long> calls,
    List<LogVolume> logs,
    List<String> unknown,
    int made) {

  /**
   * A run of the plan.
   *
   * @param events how many events its history has; none where it could not be asked
   */
  public record PlannedRun(String arn, OptionalLong events) {
    public PlannedRun {
      requireNonNull(arn, "arn is null");
      requireNonNull(events, "events is null");
    }
  }

  /**
   * What was written into a log group while the runs went on: by all callers of the function.
   *
   * @param bytes none where CloudWatch has no figure
   */
  public record LogVolume(String group, OptionalLong bytes) {
    public LogVolume {
      requireNonNull(group, "group is null");
      requireNonNull(bytes, "bytes is null");
    }
  }

  public CallPlan {
    runs = List.copyOf(runs);
    calls =
        calls.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(Map.copyOf(calls)));
    logs = List.copyOf(logs);
    unknown = List.copyOf(unknown);
  }

  /** Returns the calls of all kinds together. */
  public long total() {
    return calls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the bytes of all log groups with a figure. */
  public long logBytes() {
    return logs.stream().mapToLong(volume -> volume.bytes().orElse(0)).sum();
  }
}
