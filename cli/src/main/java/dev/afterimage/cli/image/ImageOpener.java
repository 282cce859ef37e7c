// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.image;

import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.oci.source.ImageSource;
import java.io.IOException;
import java.util.Optional;

/**
 * A way to the images that functions ran: files beside the case, names that the user gave, a
 * registry. What it opens is tied to the run by its digest only.
 */
@FunctionalInterface
public interface ImageOpener {
  /**
   * Opens an image.
   *
   * @param function the function that ran it
   * @return none where there is no way to it
   */
  Optional<ImageSource> open(String function, ImageInForce image) throws IOException;

  /** Returns a way that asks another one where this one leads nowhere. */
  default ImageOpener or(ImageOpener further) {
    return (function, image) -> {
      Optional<ImageSource> found = open(function, image);
      return found.isPresent() ? found : further.open(function, image);
    };
  }
}
