// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a blob; where a transfer breaks off, it goes on from the byte it had reached.
 * Progress refills the number of tries.
 */
final class ResumingInputStream extends InputStream {
  private static final int TRIES = 4;

  private final BlobFetcher fetcher;
  private final Descriptor descriptor;
  private @Nullable InputStream in;
  private long position;
  private int failures;

  ResumingInputStream(BlobFetcher fetcher, Descriptor descriptor) {
    this.fetcher = fetcher;
    this.descriptor = descriptor;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      try {
        int count = opened().read(buffer, offset, length);
        if (count < 0 && position < descriptor.size()) {
          throw new IOException(
              "the transfer ended after " + position + " of " + descriptor.size() + " bytes");
        }
        if (count > 0) {
          position += count;
          failures = 0;
        }
        return count;
      } catch (ImageException e) {
        throw e;
      } catch (IOException e) {
        close();
        if (++failures == TRIES) {
          throw new ImageException(
              "blob " + descriptor.digest() + " could not be read: " + e.getMessage(), e);
        }
      }
    }
  }

  private InputStream opened() throws IOException {
    InputStream open = in == null ? fetcher.blob(descriptor, position) : in;
    in = open;
    return open;
  }

  @Override
  public void close() throws IOException {
    InputStream open = in;
    in = null;
    if (open != null) {
      open.close();
    }
  }
}
