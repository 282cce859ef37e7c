// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A manifest or index as it was delivered.
 *
 * @param text its bytes as UTF-8 text; the digest is that of these bytes
 * @param mediaType what the server says it is
 */
public record RawManifest(String text, Optional<String> mediaType) {
  public RawManifest {
    requireNonNull(text, "text is null");
    requireNonNull(mediaType, "mediaType is null");
  }

  /** Returns the digest that names it. */
  public Digest digest() {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
