// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** One file of the evidence, readable as often as needed; gzip is taken off while reading. */
public final class EvidenceFile {
  private static final int BUFFER = 1 << 16;

  private final FileId id;
  private final Content content;
  private final long maxBytes;

  /** The bytes of a file, opened anew for each reading. */
  @FunctionalInterface
  interface Content {
    InputStream open() throws IOException;
  }

  EvidenceFile(FileId id, Content content, long maxBytes) {
    this.id = requireNonNull(id, "id is null");
    this.content = requireNonNull(content, "content is null");
    this.maxBytes = maxBytes;
  }

  /** Returns the name and digest of the file. */
  public FileId id() {
    return id;
  }

  /** Returns this file under another path. */
  EvidenceFile renamed(String path) {
    return new EvidenceFile(new FileId(path, id.sha256()), content, maxBytes);
  }

  /** Opens the content, decompressed; reading beyond the size limit fails. */
  public InputStream open() throws IOException {
    return new BoundedStream(decompressed(content.open()), maxBytes);
  }

  private static InputStream decompressed(InputStream raw) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    // No buffer around it: where the file is cut off, that would lose what was read before.
    return gzip ? new GZIPInputStream(new MoreMembers(in), BUFFER) : in;
  }

  /** A file that holds more than the limit allows. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long limit) {
      super("it holds more than " + limit + " bytes");
    }
  }

  /**
   * Says truly whether bytes are left. {@link GZIPInputStream} looks for a further member only
   * where {@code available()} is not 0, and would cut a file of several members off after the
   * first.
   */
  private static final class MoreMembers extends java.io.FilterInputStream {
    MoreMembers(BufferedInputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0 ? 0 : Math.max(1, in.available());
    }
  }

  private static final class BoundedStream extends java.io.FilterInputStream {
    private final long limit;
    private long left;

    BoundedStream(InputStream in, long limit) {
      super(in);
      this.limit = limit;
      this.left = limit;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count(Math.max(0, read));
      return read;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int bytes) throws IOException {
      left -= bytes;
      if (left < 0) {
        throw new TooLargeException(limit);
      }
    }
  }
}
