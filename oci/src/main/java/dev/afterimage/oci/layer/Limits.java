// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.layer;

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

  public Limits {
    if (layerBytes < 1 || ratio < 1 || entries < 1 || depth < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
