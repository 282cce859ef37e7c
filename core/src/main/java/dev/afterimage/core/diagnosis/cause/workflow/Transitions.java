// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.HistoryEvent;
import dev.afterimage.core.history.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The time that passes between states, while neither work is done nor a Wait state waits. */
final class Transitions {
  private Transitions() {}

  /** Returns the events before which a run stood still for longer than a time. */
  static List<HistoryEvent> slow(Run run, Duration longer) {
    List<HistoryEvent> events =
        run.source().events().stream()
            .sorted(Comparator.comparing(HistoryEvent::at).thenComparing(HistoryEvent::id))
            .toList();
    List<HistoryEvent> slow = new ArrayList<>();
    int busy = 0;
    Instant last = run.times().start();
    for (HistoryEvent event : events) {
      if (busy == 0 && Duration.between(last, event.at()).compareTo(longer) > 0) {
        slow.add(event);
      }
      busy = Math.max(0, busy + change(event.type()));
      last = event.at();
    }
    return slow;
  }

  /** Work begins when it is scheduled, a wait and a Map Run when they are entered. */
  private static int change(EventType type) {
    if (type.subject().isWork()) {
      boolean ends = type.phase().isError() || type.phase() == EventType.Phase.SUCCEEDED;
      return type.phase() == EventType.Phase.SCHEDULED ? 1 : ends ? -1 : 0;
    }
    if (type.subject() == EventType.Subject.WAIT_STATE) {
      return type.phase() == EventType.Phase.ENTERED ? 1 : -1;
    }
    if (type.subject() == EventType.Subject.MAP_RUN) {
      return type.phase() == EventType.Phase.STARTED ? 1 : -1;
    }
    return 0;
  }
}
