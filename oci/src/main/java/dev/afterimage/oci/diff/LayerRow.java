// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.Layer;
import java.util.Optional;

/** A layer of the one image beside its counterpart in the other. */
public record LayerRow(Relation relation, Optional<Side> a, Optional<Side> b) {
  /**
   * A layer.
   *
   * @param position 0 is the lowest
   * @param blob digest of the blob, where the image has a manifest
   * @param packedBytes size of the blob, -1 where it is not known
   * @param line the line of the Dockerfile that made it, where the history fits
   */
  public record Side(
      int position, Digest diffId, Optional<Digest> blob, long packedBytes, Optional<String> line) {
    public Side {
      requireNonNull(diffId, "diffId is null");
      requireNonNull(blob, "blob is null");
      requireNonNull(line, "line is null");
    }

    static Side of(Layer layer) {
      return new Side(
          layer.position(),
          layer.diffId(),
          layer.blob().map(blob -> blob.digest()),
          layer.blob().map(blob -> blob.size()).orElse(-1L),
          layer.history().map(line -> line.instruction()).filter(line -> !line.isEmpty()));
    }
  }

  public LayerRow {
    requireNonNull(relation, "relation is null");
    requireNonNull(a, "a is null");
    requireNonNull(b, "b is null");
  }
}
