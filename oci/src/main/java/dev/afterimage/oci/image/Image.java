// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Gap;
import java.util.List;
import java.util.Optional;

/**
 * An image: what it is called, its digests, its configuration and its layers.
 *
 * @param name as the user named it
 * @param layers lowest first
 * @param notes what is odd about it and does not keep it from being read
 */
public record Image(
    String name, Identity identity, ImageConfig config, List<Layer> layers, List<Gap> notes) {
  /**
   * The digests that name an image.
   *
   * @param manifest of the manifest; a docker-archive has none
   * @param index of the index that the manifest was chosen from
   * @param config of the configuration, which Docker calls the image id
   */
  public record Identity(Optional<Digest> manifest, Optional<Digest> index, Digest config) {
    public Identity {
      requireNonNull(manifest, "manifest is null");
      requireNonNull(index, "index is null");
      requireNonNull(config, "config is null");
    }
  }

  public Image {
    requireNonNull(name, "name is null");
    requireNonNull(identity, "identity is null");
    requireNonNull(config, "config is null");
    layers = List.copyOf(layers);
    notes = List.copyOf(notes);
  }

  /** Returns this image under another name. */
  public Image named(String other) {
    return new Image(other, identity, config, layers, notes);
  }
}
