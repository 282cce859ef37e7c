// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.registry;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A container image.
 *
 * @param manifest the manifest, byte for byte
 * @param mediaType the manifest's media type
 * @param architecture {@code amd64} or {@code arm64}
 * @param blobs configuration and layers by digest
 */
public record Image(
    String manifest, String mediaType, String architecture, Map<String, byte[]> blobs) {
  /** The media type of a manifest of version 2, schema 2. */
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  /** The media type of an OCI index, which Lambda does not take. */
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";

  public Image {
    requireNonNull(manifest, "manifest is null");
    requireNonNull(mediaType, "mediaType is null");
    requireNonNull(architecture, "architecture is null");
    blobs = Map.copyOf(new TreeMap<>(blobs));
  }

  /** Returns the image's digest. */
  public String digest() {
    return Digests.digest(manifest.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the compressed size in bytes. */
  public long size() {
    return blobs.values().stream().mapToLong(blob -> blob.length).sum();
  }
}
