// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.logs;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The events of one stream, in the order in which they came. */
final class LogStream {
  private final String name;
  private final long creationTime;
  private final List<LogEvent> events = new ArrayList<>();

  LogStream(String name, long creationTime) {
    this.name = requireNonNull(name, "name is null");
    this.creationTime = creationTime;
  }

  String name() {
    return name;
  }

  long creationTime() {
    return creationTime;
  }

  void add(LogEvent event) {
    events.add(event);
  }

  List<LogEvent> events() {
    return Collections.unmodifiableList(events);
  }
}
