// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Stops at a decompression bomb: too many bytes, or too many for what the layer weighs. */
final class BoundedStream extends FilterInputStream {
  private final Limits limits;
  private final LongSupplier packedBytes;
  private long count;

  BoundedStream(InputStream in, Limits limits, LongSupplier packedBytes) {
    super(in);
    this.limits = limits;
    this.packedBytes = packedBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /** What is skipped counts too. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] waste = new byte[(int) Math.min(Math.max(bytes, 0), 1 << 16)];
    return waste.length == 0 ? 0 : Math.max(read(waste, 0, waste.length), 0);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    count += Math.max(read, 0);
    limits.check(count, packedBytes.getAsLong());
    return read;
  }
}
