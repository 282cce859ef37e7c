// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * One layer of an image.
 *
 * @param position 0 is the lowest
 * @param diffId digest of the uncompressed tar stream
 * @param blob the compressed blob's digest and size, where the image has a manifest
 * @param source opens the layer as stored, from its first byte
 * @param history the line of the history that made it, where the history fits the layers
 * @param absent why the layer cannot be read here; empty where it can
 */
public record Layer(
    int position,
    Digest diffId,
    Optional<Descriptor> blob,
    Source source,
    Optional<HistoryLine> history,
    Optional<String> absent) {
  /** Opens the bytes of a layer. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  public Layer {
    requireNonNull(diffId, "diffId is null");
    requireNonNull(blob, "blob is null");
    requireNonNull(source, "source is null");
    requireNonNull(history, "history is null");
    requireNonNull(absent, "absent is null");
  }

  /** Returns the layer's number and digest, for messages. */
  public String label() {
    return "layer " + (position + 1) + " (" + diffId.algorithm() + ":" + diffId.brief() + "…)";
  }
}
