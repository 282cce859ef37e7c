// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream on a thread of its own, some chunks ahead: one core inflates while another hashes.
 */
final class ReadAhead extends InputStream {
  private static final int CHUNK = 1 << 17;
  private static final int CHUNKS = 4;

  private final InputStream source;
  private final BlockingQueue<Chunk> full = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final BlockingQueue<Chunk> free = new ArrayBlockingQueue<>(CHUNKS + 1);
  private final Thread reader;
  private @Nullable Chunk current;
  private int position;

  /** Bytes, the end of the stream where there are none, or why it broke. */
  private static final class Chunk {
    final byte[] bytes = new byte[CHUNK];
    int length;
    @Nullable Throwable failure;
  }

  ReadAhead(InputStream source) {
    this.source = source;
    for (int i = 0; i < CHUNKS; i++) {
      free.add(new Chunk());
    }
    reader = new Thread(this::run, "afterimage-read-ahead");
    reader.setDaemon(true);
    reader.start();
  }

  private void run() {
    try {
      Chunk chunk = free.take();
      while (fill(chunk)) {
        full.put(chunk);
        chunk = free.take();
      }
      full.put(chunk);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong here goes on in the thread that reads. */
  private boolean fill(Chunk chunk) {
    try {
      chunk.length = source.readNBytes(chunk.bytes, 0, CHUNK);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      chunk.length = 0;
      chunk.failure = e;
    }
    return chunk.length > 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Chunk chunk = chunk();
    if (chunk.length == 0) {
      rethrow(chunk.failure);
      return -1;
    }
    int count = Math.min(length, chunk.length - position);
    System.arraycopy(chunk.bytes, position, target, offset, count);
    position += count;
    return count;
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException broken) {
      throw broken;
    }
    if (failure != null) {
      throw new IOException("reading ahead failed: " + failure, failure);
    }
  }

  private Chunk chunk() throws IOException {
    Chunk chunk = current;
    try {
      if (chunk == null) {
        chunk = full.take();
      } else if (position == chunk.length && chunk.length > 0) {
        free.put(chunk);
        chunk = full.take();
        position = 0;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading was interrupted");
    }
    current = chunk;
    return chunk;
  }

  @Override
  public void close() throws IOException {
    reader.interrupt();
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        full.clear();
        reader.join(50);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    source.close();
  }
}
