// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip stream of any number of members. The JDK's own stream decides by {@code
 * available()} whether another member follows, and silently drops the rest of what a network
 * delivers slowly.
 */
final class Gunzip extends InputStream {
  private static final int HEADER = 10;
  private static final int FLAG_HCRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean inMember;
  private boolean anyMember;
  private boolean ended;

  Gunzip(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !nextMember()) {
        ended = true;
        break;
      }
      int count = inflate(target, offset, length);
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(target, offset, length);
        if (count > 0) {
          crc.update(target, offset, count);
          return count;
        }
        if (inflater.finished()) {
          endMember();
          return 0;
        }
        if (inflater.needsDictionary() || !fill()) {
          throw new EOFException("the gzip stream ends early: the blob was cut off");
        }
        inflater.setInput(buffer, position, limit - position);
        position = limit;
      }
    } catch (DataFormatException e) {
      throw new IOException("the gzip stream is damaged: " + e.getMessage(), e);
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(in.read(buffer, 0, buffer.length), 0);
    return limit > 0;
  }

  private int next() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xff : -1;
  }

  private int need() throws IOException {
    int value = next();
    if (value < 0) {
      throw new EOFException("the gzip stream ends early: the blob was cut off");
    }
    return value;
  }

  /** Zeros after the last member are padding; anything else is no gzip. */
  private boolean nextMember() throws IOException {
    int first = next();
    while (anyMember && first == 0) {
      first = next();
    }
    if (first < 0 && anyMember) {
      return false;
    }
    if (first != 0x1f || need() != 0x8b || need() != 8) {
      throw new IOException("the gzip stream is followed by what is no gzip: the blob is damaged");
    }
    int flags = need();
    skip(HEADER - 4);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(need() | need() << 8);
    }
    skipTexts((flags & FLAG_NAME) != 0, (flags & FLAG_COMMENT) != 0);
    skip((flags & FLAG_HCRC) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(buffer, position, limit - position);
    position = limit;
    crc.reset();
    inMember = true;
    anyMember = true;
    return true;
  }

  private void skipTexts(boolean name, boolean comment) throws IOException {
    for (int texts = (name ? 1 : 0) + (comment ? 1 : 0); texts > 0; ) {
      texts -= need() == 0 ? 1 : 0;
    }
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      need();
    }
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    long stated = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      stated |= (long) need() << shift;
    }
    long length = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      length |= (long) need() << shift;
    }
    if (stated != crc.getValue() || length != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new IOException("the gzip stream does not match its checksum: the blob is damaged");
    }
    inMember = false;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
