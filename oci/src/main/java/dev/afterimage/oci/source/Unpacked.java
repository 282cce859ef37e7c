// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import dev.afterimage.oci.layer.Compression;
import dev.afterimage.oci.layer.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Compressed archives cannot be read in place; they are unpacked into a file without a name. */
final class Unpacked {
  private static final int MAGIC_BYTES = 6;

  private Unpacked() {}

  /** Returns the channel itself where it is a plain tar. */
  static FileChannel plain(FileChannel channel, Path scratch) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(MAGIC_BYTES);
    channel.read(magic, 0);
    if (!Compression.isPacked(magic.array())) {
      return channel;
    }
    try (channel;
        InputStream in = Compression.expand(new ChannelStream(channel, 0, channel.size()))) {
      return copy(in, channel.size(), scratch);
    }
  }

  /** Returns a copy of a file that can be read only from its start. */
  static FileChannel copy(Path file, Path scratch) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return copy(in, Files.size(file), scratch);
    }
  }

  private static FileChannel copy(InputStream in, long packed, Path scratch) throws IOException {
    Files.createDirectories(scratch);
    Path copy = Files.createTempFile(scratch, "archive", ".draft");
    FileChannel unpacked =
        FileChannel.open(
            copy,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    boolean whole = false;
    try {
      copy(in, Channels.newOutputStream(unpacked), packed);
      whole = true;
      return unpacked;
    } finally {
      if (!whole) {
        unpacked.close();
      }
    }
  }

  private static void copy(InputStream in, OutputStream out, long packed) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      copied += count;
      Limits.DEFAULT.check(copied, packed);
      out.write(buffer, 0, count);
    }
  }
}
