// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A line of the images' histories.
 *
 * @param relation the same in both, added or removed
 * @param line the line of the Dockerfile
 * @param layerA position of the layer that it made in the first image
 * @param layerB position of the layer that it made in the second image
 */
public record HistoryRow(
    Relation relation, String line, Optional<Integer> layerA, Optional<Integer> layerB) {
  public HistoryRow {
    requireNonNull(relation, "relation is null");
    requireNonNull(line, "line is null");
    requireNonNull(layerA, "layerA is null");
    requireNonNull(layerB, "layerB is null");
  }
}
