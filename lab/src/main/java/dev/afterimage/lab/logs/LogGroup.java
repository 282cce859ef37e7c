// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A log group with its streams. */
final class LogGroup {
  private final String name;
  private final long creationTime;
  private final TreeMap<String, LogStream> streams = new TreeMap<>();
  private final List<LogEvent> events = new ArrayList<>();
  private OptionalInt retentionDays = OptionalInt.empty();
  private long received;

  LogGroup(String name, long creationTime) {
    this.name = requireNonNull(name, "name is null");
    this.creationTime = creationTime;
  }

  String name() {
    return name;
  }

  long creationTime() {
    return creationTime;
  }

  OptionalInt retentionDays() {
    return retentionDays;
  }

  void retain(int days) {
    retentionDays = OptionalInt.of(days);
  }

  LogEvent add(String stream, long timestamp, String message, long ingestionTime, boolean keep) {
    LogEvent event = new LogEvent(stream, timestamp, message, ingestionTime, received++);
    if (keep) {
      streams.computeIfAbsent(stream, key -> new LogStream(key, timestamp)).add(event);
      events.add(event);
    }
    return event;
  }

  Collection<LogStream> streams() {
    return Collections.unmodifiableCollection(streams.values());
  }

  Optional<LogStream> stream(String stream) {
    return Optional.ofNullable(streams.get(stream));
  }

  /** Returns the events of all streams in the order of their times. */
  List<LogEvent> events() {
    return Collections.unmodifiableList(events);
  }

  long storedBytes() {
    return events.stream().mapToLong(LogEvent::size).sum();
  }
}
