// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.log;

import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The events of one execution, while more may come. */
public final class OpenRun {
  /** AWS redrives a run up to this long after it stopped. */
  private static final Duration REDRIVABLE = Duration.ofDays(14);

  private final String executionArn;
  private final List<HistoryEvent> events = new ArrayList<>();
  private final BitSet ids = new BitSet();
  private Instant last = Instant.MIN;
  private boolean fresh;
  private boolean terminal;
  private boolean succeeded;
  private long held;

  /** Starts a run without events. */
  public OpenRun(String executionArn) {
    this.executionArn = executionArn;
  }

  /**
   * Adds an event.
   *
   * @param isFresh whether no ingest before has seen it
   */
  public void add(VendedEvent vended, boolean isFresh) {
    HistoryEvent event = vended.event();
    events.add(event);
    held += vended.size();
    fresh |= isFresh;
    last = event.at().isAfter(last) ? event.at() : last;
    int id = (int) Math.min(event.id(), 1 << 20);
    boolean isLast = id >= ids.length();
    ids.set(id);
    if (isLast) {
      terminal = event.type().isTerminal();
      succeeded = event.type().is(EventType.Subject.EXECUTION, EventType.Phase.SUCCEEDED);
    }
  }

  /** Returns the execution. */
  public String executionArn() {
    return executionArn;
  }

  /** Returns the events, in the order they came. */
  public List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  /** Whether an event came that no ingest before has seen. */
  public boolean isFresh() {
    return fresh;
  }

  long held() {
    return held;
  }

  /** Returns the time of the last event. */
  public Instant last() {
    return last;
  }

  /** Whether every event up to one that ends the run is here. */
  boolean isComplete() {
    return terminal && !ids.get(0) && ids.cardinality() == ids.length() - 1;
  }

  /** Whether nothing can follow: a Standard run that did not succeed can be redriven. */
  boolean isClosed() {
    return isComplete() && (succeeded || executionArn.contains(":express:"));
  }

  /** Whether more of it may come, as seen from a moment. */
  public boolean isAwaited(Instant now) {
    return !isClosed() && last.plus(REDRIVABLE).isAfter(now);
  }
}
