// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.sim;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * A discrete-event simulation: a clock that jumps from one action to the next. Actions of one
 * moment happen in the order in which they were planned.
 */
public final class Simulation {

  /** A planned action that may be called off. */
  public static final class Timer {
    private final Instant at;
    private final long order;
    private final Runnable action;
    private boolean cancelled;

    private Timer(Instant at, long order, Runnable action) {
      this.at = at;
      this.order = order;
      this.action = action;
    }

    /** Calls the action off; without effect once it happened. */
    public void cancel() {
      cancelled = true;
    }
  }

  private final PriorityQueue<Timer> plan =
      new PriorityQueue<>(
          (a, b) -> {
            int byTime = a.at.compareTo(b.at);
            return byTime != 0 ? byTime : Long.compare(a.order, b.order);
          });
  private Instant now;
  private long planned;

  /** A simulation that begins at {@code start}. */
  public Simulation(Instant start) {
    this.now = requireNonNull(start, "start is null");
  }

  /** Returns the virtual time. */
  public Instant now() {
    return now;
  }

  /** Plans an action; one that lies in the past happens at once, as the next. */
  public Timer at(Instant time, Runnable action) {
    Instant at = time.isBefore(now) ? now : time;
    Timer timer = new Timer(at, planned++, requireNonNull(action, "action is null"));
    plan.add(timer);
    return timer;
  }

  /** Plans an action after a delay. */
  public Timer after(Duration delay, Runnable action) {
    return at(now.plus(delay), action);
  }

  /** Lets everything happen up to and including {@code time}, and sets the clock there. */
  public void runUntil(Instant time) {
    for (Timer next = plan.peek(); next != null && !next.at.isAfter(time); next = plan.peek()) {
      step();
    }
    if (time.isAfter(now)) {
      now = time;
    }
  }

  /** Lets time pass. */
  public void run(Duration duration) {
    runUntil(now.plus(duration));
  }

  /** Does the next planned action; returns false where nothing is planned. */
  public boolean step() {
    Timer next = plan.poll();
    if (next == null) {
      return false;
    }
    if (!next.cancelled) {
      now = next.at;
      next.action.run();
    }
    return true;
  }
}
