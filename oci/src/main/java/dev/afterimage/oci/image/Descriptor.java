// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reference to a blob or a manifest, as manifests and indexes hold them.
 *
 * @param mediaType what the producer says it is; producers mislabel
 * @param size bytes of the blob, as stated
 * @param annotations what the producer adds
 * @param urls where a foreign layer is to be had
 * @param platform for what system, in an index
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Map<String, String> annotations,
    List<String> urls,
    Optional<Platform> platform) {
  public Descriptor {
    requireNonNull(mediaType, "mediaType is null");
    requireNonNull(digest, "digest is null");
    requireNonNull(platform, "platform is null");
    annotations = Map.copyOf(annotations);
    urls = List.copyOf(urls);
  }

  /** Returns a descriptor with no more than is needed to fetch it. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, Map.of(), List.of(), Optional.empty());
  }

  /** Whether it names a build's attestation, which is no image. */
  public boolean isAttestation() {
    boolean unknown = platform.filter(p -> p.os().equals("unknown")).isPresent();
    return unknown || "attestation-manifest".equals(annotations.get("vnd.docker.reference.type"));
  }
}
