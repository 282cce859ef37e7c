// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Work in parts, on a fixed number of threads; results come in the order of the parts. */
final class Parts {
  private Parts() {}

  static <T> List<T> map(int parts, int threads, IntFunction<T> work) {
    if (threads == 1 || parts <= 1) {
      List<T> results = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        results.add(work.apply(i));
      }
      return results;
    }
    ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, parts));
    try {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        int part = i;
        calls.add(() -> work.apply(part));
      }
      List<T> results = new ArrayList<>();
      for (var future : executor.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the search was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a part of the search failed", e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }
}
