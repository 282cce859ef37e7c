// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private List<Runnable> piece = new ArrayList<>();
  private Future<?> last = CompletableFuture.completedFuture(null);

  void give(Runnable work) {
    piece.add(work);
    if (piece.size() >= PIECE) {
      hand();
    }
  }

  private void hand() {
    // A failure shows here, rather than after everything has been read in vain.
    check();
    List<Runnable> work = piece;
    piece = new ArrayList<>();
    if (!room.tryAcquire()) {
      work.forEach(Runnable::run);
      return;
    }
    last = worker.submit(() -> run(work));
  }

  private void run(List<Runnable> work) {
    try {
      work.forEach(Runnable::run);
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
      throw e;
    } finally {
      room.release();
    }
  }

  private void check() {
    RuntimeException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  void finish() {
    hand();
    try {
      last.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the ingest was interrupted", e);
    } catch (ExecutionException e) {
      check();
      throw new IllegalStateException("rows could not be made: " + e.getCause(), e.getCause());
    }
    check();
    worker.shutdown();
  }

  void stop() {
    worker.shutdownNow();
  }
}
