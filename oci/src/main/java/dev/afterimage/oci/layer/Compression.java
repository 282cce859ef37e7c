// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** How a layer is packed, told by its first bytes: producers mislabel. */
public enum Compression {
  NONE("plain"),
  GZIP("gzip"),
  ZSTD("zstd");

  /** The largest window that zstd makes unless it is told to, as a power of two. */
  private static final int LARGEST_WINDOW = 27;

  /** Half of it, where the memory of this process is small: the window comes on top of it. */
  private static final int SMALL_PROCESS_WINDOW = 26;

  private static final long SMALL_PROCESS_BYTES = 1L << 30;

  /** The largest window that is usual, eight megabytes. */
  static final int USUAL_WINDOW = 23;

  private static final int MAGIC_BYTES = 6;

  private final String label;

  Compression(String label) {
    this.label = label;
  }

  /** Returns the word for it in a report. */
  public String label() {
    return label;
  }

  /**
   * Returns the uncompressed stream.
   *
   * @throws IOException where it is packed in a way that no image format allows
   */
  public static InputStream expand(InputStream in) throws IOException {
    return expand(in, largestWindow());
  }

  /** Returns the largest window that this process reads, as a power of two. */
  static int largestWindow() {
    return Runtime.getRuntime().maxMemory() < SMALL_PROCESS_BYTES
        ? SMALL_PROCESS_WINDOW
        : LARGEST_WINDOW;
  }

  /**
   * Returns the uncompressed stream.
   *
   * @param window the largest window of zstd, as a power of two: a reader holds as much in memory
   * @throws IOException where it is packed in a way that no image format allows
   */
  static InputStream expand(InputStream in, int window) throws IOException {
    PushbackInputStream pushback = new PushbackInputStream(in, MAGIC_BYTES);
    byte[] magic = pushback.readNBytes(MAGIC_BYTES);
    pushback.unread(magic);
    return switch (sniff(magic)) {
      case NONE -> pushback;
      case GZIP -> new Gunzip(pushback);
      case ZSTD -> new ZstdInputStreamNoFinalizer(pushback).setLongMax(window);
    };
  }

  /** Whether reading failed because of a window that is larger than was allowed. */
  static boolean isWindowTooLarge(Throwable e) {
    return e instanceof ZstdIOException broken
        && broken.getErrorCode() == Zstd.errFrameParameterWindowTooLarge();
  }

  /**
   * Whether a stream that starts with these bytes is packed.
   *
   * @throws IOException where it is packed in a way that no image format allows
   */
  public static boolean isPacked(byte[] magic) throws IOException {
    return sniff(magic) != NONE;
  }

  /** Returns how a stream that starts with these bytes is packed. */
  static Compression sniff(byte[] magic) throws IOException {
    if (starts(magic, 0x1f, 0x8b)) {
      return GZIP;
    }
    boolean skippable = magic.length > 3 && (magic[0] & 0xf0) == 0x50;
    if (starts(magic, 0x28, 0xb5, 0x2f, 0xfd)
        || (skippable && starts(magic, magic[0], 0x2a, 0x4d, 0x18))) {
      return ZSTD;
    }
    if (starts(magic, 0xfd, '7', 'z', 'X', 'Z') || starts(magic, 'B', 'Z', 'h')) {
      throw new IOException("the layer is packed with xz or bzip2, which no image format allows");
    }
    return NONE;
  }

  private static boolean starts(byte[] magic, int... bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (i >= magic.length || magic[i] != (byte) bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
