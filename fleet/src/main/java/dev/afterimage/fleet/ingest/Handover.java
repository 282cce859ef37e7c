// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Work that another thread does, a bounded number of pieces ahead. Whoever gives work and finds no
 * room does that piece itself, so the pieces must not depend on their order. What fails first ends
 * it all.
 */
final class Handover {
  private static final int PIECE = 32;
  private static final int AHEAD = 16;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "fleet-rows");
            thread.setDaemon(true);
            return thread;
          });
  private final Semaphore room = new Semaphore(AHEAD);
  private final Deque<Future<?>> given = new ArrayDeque<>();
  private List<Runnable> piece = new ArrayList<>();

  void give(Runnable work) {
    piece.add(work);
    if (piece.size() >= PIECE) {
      hand();
    }
  }

  private void hand() {
    // A failure shows here, rather than after everything has been read in vain.
    for (Future<?> done = given.peek(); done != null && done.isDone(); done = given.peek()) {
      await(given.remove());
    }
    List<Runnable> work = piece;
    piece = new ArrayList<>();
    if (!room.tryAcquire()) {
      work.forEach(Runnable::run);
      return;
    }
    given.add(
        worker.submit(
            () -> {
              try {
                work.forEach(Runnable::run);
              } finally {
                room.release();
              }
            }));
  }

  void finish() {
    hand();
    given.forEach(Handover::await);
    worker.shutdown();
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the ingest was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UncheckedIOException unwritten
          ? unwritten
          : new IllegalStateException("rows could not be made: " + e.getCause(), e.getCause());
    }
  }

  void stop() {
    worker.shutdownNow();
  }
}
