// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.cases;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads the logs of functions, from the first line of every sandbox that a run may have met. */
final class LogGatherer {
  private static final String LOGS = "logs";

  /** No sandbox lives longer. */
  private static final Duration LONGEST_LIFE = Duration.ofHours(3);

  private final Asker asker;
  private final Window window;

  LogGatherer(Asker asker, Window window) {
    this.asker = requireNonNull(asker, "asker is null");
    this.window = requireNonNull(window, "window is null");
  }

  void gather(Set<String> groups) {
    for (String group : groups) {
      asker.ask(LOGS, "DescribeLogGroups", Json.object("logGroupNamePrefix", group));
      Optional<ObjectNode> streams =
          asker.ask(LOGS, "DescribeLogStreams", Json.object("logGroupName", group));
      if (streams.isPresent()) {
        Instant from = firstLine(streams.get());
        asker.ask(LOGS, "FilterLogEvents", window.ofLogs(group, from));
      }
    }
  }

  private Instant firstLine(ObjectNode streams) {
    long earliest = window.start().toEpochMilli();
    long horizon = window.start().minus(LONGEST_LIFE).toEpochMilli();
    for (JsonNode stream : streams.path("logStreams")) {
      long first = stream.path("firstEventTimestamp").asLong();
      boolean mayServe = stream.path("lastIngestionTime").asLong() >= window.start().toEpochMilli();
      if (mayServe && first >= horizon) {
        earliest = Math.min(earliest, first);
      }
    }
    return Instant.ofEpochMilli(earliest);
  }
}
