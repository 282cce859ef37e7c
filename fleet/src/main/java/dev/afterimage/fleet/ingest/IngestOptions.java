// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How to ingest.
 *
 * @param batchBytes how many bytes of sources make one batch, about
 * @param heldBytes how many bytes of open runs are held in memory, about
 * @param group the log group of lines that do not name theirs
 */
public record IngestOptions(long batchBytes, long heldBytes, Optional<String> group) {
  /** The usual way. */
  public static final IngestOptions DEFAULT =
      new IngestOptions(512L << 20, 512L << 20, Optional.empty());

  public IngestOptions {
    if (batchBytes < 1 || heldBytes < 1) {
      throw new IllegalArgumentException("sizes must be positive");
    }
    requireNonNull(group, "group is null");
  }
}
