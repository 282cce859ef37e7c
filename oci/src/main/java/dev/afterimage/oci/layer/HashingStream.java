// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Counts what is read through it, and hashes it where that is asked for. */
final class HashingStream extends FilterInputStream {
  private final Optional<String> algorithm;
  private final Optional<MessageDigest> hasher;
  private volatile long count;

  HashingStream(InputStream in, Optional<String> algorithm) {
    super(in);
    this.algorithm = algorithm;
    this.hasher = algorithm.map(Digest::hasher);
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
      if (hasher.isPresent()) {
        hasher.get().update(buffer, offset, read);
      }
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

  /** Returns the digest of what was read; none where it was only counted. */
  Optional<Digest> digest() {
    return hasher.map(
        h -> new Digest(algorithm.orElseThrow(), HexFormat.of().formatHex(h.digest())));
  }
}
