// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.call;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Time that passes at once: whoever waits longest is reached by going on from one to the next. */
final class TestingTime implements Caller.Time {
  private record Waiting(long at, long order, Runnable task, Executor executor) {}

  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::at).thenComparing(Waiting::order));
  private long now;
  private long order;

  @Override
  public synchronized long nanoTime() {
    return now;
  }

  synchronized long millis() {
    return TimeUnit.NANOSECONDS.toMillis(now);
  }

  @Override
  public synchronized void runAfter(long nanos, Runnable task, Executor executor) {
    waiting.add(new Waiting(now + nanos, order++, task, executor));
    notifyAll();
  }

  /** Waits until somebody waits, and lets the first one go on. */
  synchronized void next() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    Waiting first = waiting.remove();
    now = Math.max(now, first.at());
    first.executor().execute(first.task());
  }

  synchronized int waiting() {
    return waiting.size();
  }
}
