// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

import dev.afterimage.oci.image.ImageException;

/**
 * Bounds on a layer: images are untrusted, and ten megabytes can hold ten gigabytes of zeros.
 *
 * @param layerBytes bytes of one layer's tar stream
 * @param ratio how much more a layer may hold than it weighs, once it holds more than a gibibyte
 * @param entries entries of one layer
 * @param depth directories within directories
 */
public record Limits(long layerBytes, int ratio, int entries, int depth) {
  /** Lambda takes images of 10 GB; what real compressors reach on real files stays below 100. */
  public static final Limits DEFAULT = new Limits(16L << 30, 200, 2_000_000, 256);

  /** A path that Linux can open, and a name that its file systems can hold. */
  static final int PATH_BYTES = 4096;

  static final int NAME_BYTES = 255;

  /** Below a gibibyte no ratio is dangerous, and sparse files reach high ones. */
  private static final long HARMLESS_BYTES = 1L << 30;

  public Limits {
    if (layerBytes < 1 || ratio < 1 || entries < 1 || depth < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /**
   * Checks what has been unpacked so far.
   *
   * @param packed bytes that it was unpacked from
   * @throws ImageException where it is too much, or too much for what it weighs
   */
  public void check(long bytes, long packed) throws ImageException {
    if (bytes > layerBytes) {
      throw new ImageException(
          "it holds more than " + layerBytes + " bytes, more than Lambda takes");
    }
    if (bytes > HARMLESS_BYTES && bytes / ratio > packed) {
      throw new ImageException(
          "it holds more than " + ratio + " times what it weighs: a decompression bomb");
    }
  }
}
