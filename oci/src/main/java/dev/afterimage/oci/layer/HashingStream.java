// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Hashes and counts what is read through it. */
final class HashingStream extends FilterInputStream {
  private final String algorithm;
  private final MessageDigest hasher;
  private volatile long count;

  HashingStream(InputStream in, String algorithm) {
    super(in);
    this.algorithm = algorithm;
    this.hasher = Digest.hasher(algorithm);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      hasher.update(buffer, offset, read);
      add(read);
    }
    return read;
  }

  /** What is skipped counts for the digest too. */
  @Override
  public long skip(long bytes) throws IOException {
    byte[] waste = new byte[(int) Math.min(Math.max(bytes, 0), 1 << 16)];
    return waste.length == 0 ? 0 : Math.max(read(waste, 0, waste.length), 0);
  }

  /** Only the reading thread adds; others may look. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void add(int read) {
    count += read;
  }

  long count() {
    return count;
  }

  Digest digest() {
    return new Digest(algorithm, HexFormat.of().formatHex(hasher.digest()));
  }
}
