// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events through which a failure went: the run's own, those of the Map and Parallel states
 * around, the failing step's. Several steps may fail at once; these are of the one that counted.
 */
final class FailingChain {
  private FailingChain() {}

  /** Returns the events, the run's first; none where the last event is no failure of the run. */
  static List<HistoryEvent> of(List<HistoryEvent> events) {
    List<HistoryEvent> chain = new ArrayList<>();
    if (events.isEmpty() || !events.get(events.size() - 1).type().isTerminal()) {
      return chain;
    }
    Map<Long, HistoryEvent> byId = new HashMap<>();
    events.forEach(event -> byId.put(event.id(), event));
    Set<Long> seen = new HashSet<>();
    HistoryEvent at = events.get(events.size() - 1);
    while (at != null && isFailure(at) && seen.add(at.id())) {
      chain.add(at);
      at = byId.get(at.previousId());
    }
    return chain;
  }

  private static boolean isFailure(HistoryEvent event) {
    return event.type().phase() == EventType.Phase.FAILED
        || event.type().phase() == EventType.Phase.TIMED_OUT;
  }
}
