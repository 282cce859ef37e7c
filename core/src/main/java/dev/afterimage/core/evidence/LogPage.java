// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The log events of one answer, in the order the answer gives them. */
public record LogPage(Answer answer, List<LogEvent> events) {
  public LogPage {
    requireNonNull(answer, "answer is null");
    events = List.copyOf(events);
  }
}
