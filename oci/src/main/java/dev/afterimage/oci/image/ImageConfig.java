// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of an image.
 *
 * @param created the builder's claim of when, as text
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param history as the builder wrote it; may be missing or not fit the layers
 */
public record ImageConfig(
    Platform platform,
    Optional<String> created,
    RunConfig run,
    SortedMap<String, String> labels,
    List<Digest> diffIds,
    List<HistoryLine> history) {
  public ImageConfig {
    requireNonNull(platform, "platform is null");
    requireNonNull(created, "created is null");
    requireNonNull(run, "run is null");
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    diffIds = List.copyOf(diffIds);
    history = List.copyOf(history);
  }
}
