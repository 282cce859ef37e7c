// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.plan;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.run.RunTarget;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a plan knows of a run without reading its history.
 *
 * @param stop when it was over; the present where it still runs
 * @param events how many events its history has; none where it could not be asked
 * @param functions the functions that its definition names
 * @param mapRuns how many Map Runs it started
 */
record RunOutline(
    RunTarget target,
    Instant start,
    Instant stop,
    OptionalLong events,
    Collection<String> functions,
    int mapRuns) {
  RunOutline {
    requireNonNull(target, "target is null");
    requireNonNull(start, "start is null");
    requireNonNull(stop, "stop is null");
    requireNonNull(events, "events is null");
    functions = List.copyOf(functions);
  }
}
