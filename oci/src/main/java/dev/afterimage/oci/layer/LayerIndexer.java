// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.ImageException;
import dev.afterimage.oci.image.Layer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;

/** Indexes layers side by side: each diffID once, and none that the store has already. */
public final class LayerIndexer {
  private final Limits limits;
  private final LayerStore store;
  private final int threads;

  public LayerIndexer(Limits limits, LayerStore store) {
    this.limits = limits;
    this.store = store;
    this.threads = Math.max(1, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Returns the index of every layer that can be read, by diffID.
   *
   * @throws ImageException where a layer is damaged, hostile, or not what its digests say
   */
  public Map<Digest, LayerIndex> index(List<Layer> layers) throws IOException {
    Map<Digest, LayerIndex> indexes = new LinkedHashMap<>();
    Map<Digest, Layer> missing = new LinkedHashMap<>();
    for (Layer layer : layers) {
      if (layer.absent().isPresent() || indexes.containsKey(layer.diffId())) {
        continue;
      }
      store
          .find(layer.diffId())
          .ifPresentOrElse(
              index -> indexes.put(layer.diffId(), index),
              () -> missing.putIfAbsent(layer.diffId(), layer));
    }
    readAll(new ArrayList<>(missing.values()), indexes);
    return indexes;
  }

  /** The largest first, so that no core waits long for the last one. */
  private void readAll(List<Layer> layers, Map<Digest, LayerIndex> indexes) throws IOException {
    layers.sort(
        Comparator.comparing((Layer l) -> l.blob().map(b -> b.size()).orElse(0L)).reversed());
    ExecutorService pool = Executors.newFixedThreadPool(threads, LayerIndexer::thread);
    try {
      CompletionService<LayerIndex> results = new ExecutorCompletionService<>(pool);
      ReentrantLock crowded = new ReentrantLock();
      layers.forEach(
          layer -> results.submit(() -> new LayerReader(limits, store, crowded).read(layer)));
      for (int i = 0; i < layers.size(); i++) {
        LayerIndex index = results.take().get();
        indexes.put(index.diffId(), index);
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading layers was interrupted");
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException failure(ExecutionException e) {
    if (e.getCause() instanceof OutOfMemoryError) {
      return new ImageException(
          "the layers hold more files than fit into the memory of this process; no real image"
              + " does that, but AFTERIMAGE_HEAP=2g gives more",
          e);
    }
    return e.getCause() instanceof IOException broken
        ? broken
        : new IOException("reading a layer failed: " + e.getMessage(), e);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "afterimage-layer");
    thread.setDaemon(true);
    return thread;
  }
}
