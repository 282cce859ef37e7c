// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A run of bytes of a file; several may be read side by side. */
final class ChannelStream extends InputStream {
  private final FileChannel channel;
  private final long end;
  private long position;

  ChannelStream(FileChannel channel, long from, long length) {
    this.channel = channel;
    this.position = from;
    this.end = from + length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int most = (int) Math.min(length, end - position);
    int count = most <= 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, offset, most), position);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long bytes) {
    long count = Math.max(0, Math.min(bytes, end - position));
    position += count;
    return count;
  }
}
