// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.source;

import dev.afterimage.oci.image.Image;
import dev.afterimage.oci.image.Platform;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A place that holds an image; open as long as the image's layers are read. */
public interface ImageSource extends Closeable {
  /**
   * Returns the image.
   *
   * @param wanted which platform of an index; where it is not told, the only one or linux/amd64
   * @throws dev.afterimage.oci.image.ImageException where there is no image, or a damaged one
   */
  Image image(Optional<Platform> wanted) throws IOException;
}
