// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

/**
 * Bounds on what is read: evidence is untrusted, and an archive of some kilobytes can hold
 * terabytes.
 *
 * @param maxFiles files of one evidence
 * @param maxFileBytes bytes of one file, after decompression
 * @param maxTotalBytes bytes of all files together, after decompression
 */
public record Limits(int maxFiles, long maxFileBytes, long maxTotalBytes) {
  /** Far above any case that AWS's own limits on histories and log scans allow to collect. */
  public static final Limits DEFAULT = new Limits(200_000, 2L << 30, 16L << 30);

  public Limits {
    if (maxFiles < 1 || maxFileBytes < 1 || maxTotalBytes < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
