// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.ImageException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/** Stops at a decompression bomb: too many bytes, or too many for what the layer weighs. */
final class BoundedStream extends FilterInputStream {
  /** Below a gibibyte no ratio is dangerous, and sparse files reach high ones. */
  private static final long HARMLESS_BYTES = 1L << 30;

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
    if (count > limits.layerBytes()) {
      throw new ImageException(
          "it holds more than " + limits.layerBytes() + " bytes, more than Lambda takes");
    }
    if (count > HARMLESS_BYTES && count / limits.ratio() > packedBytes.getAsLong()) {
      throw new ImageException(
          "it holds more than " + limits.ratio() + " times what it weighs: a decompression bomb");
    }
    return read;
  }
}
