// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.Registry;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Ties the images that files speak of to the images that runs ran: by digest, never by name. */
public final class ImageTie {
  private static final int SHA_256_BYTES = 32;

  private final Registry registry;

  /** Makes a tie by what the registry tells of indexes and configurations. */
  public ImageTie(Registry registry) {
    this.registry = registry;
  }

  /** Returns the one of the images that a file speaks of, by the digests that it names. */
  Optional<ImageInForce> find(JsonNode named, List<ImageInForce> images) {
    return images.stream()
        .filter(
            image ->
                image
                    .digest()
                    .filter(
                        digest ->
                            digests(named).anyMatch(d -> isSame(d, digest))
                                || Json.text(named, "imageId")
                                    .filter(id -> isConfigurationOf(id, digest))
                                    .isPresent())
                    .isPresent())
        .findFirst();
  }

  private static Stream<String> digests(JsonNode named) {
    return Stream.of("digest", "indexDigest").flatMap(field -> Json.text(named, field).stream());
  }

  /**
   * Whether two digests are of the same image or package: an index and its platform's manifest
   * count as one, and so do the two ways in which Lambda writes the hash of a .zip.
   */
  public boolean isSame(String left, String right) {
    String first = normal(left);
    String second = normal(right);
    return first.equals(second) || registry.isSame(first, second);
  }

  /** Whether the manifest with a digest names a configuration, which is all an archive tells. */
  public boolean isConfigurationOf(String configuration, String digest) {
    return registry.isConfigurationOf(configuration, digest);
  }

  /** Lambda writes the hash of a .zip in Base64. */
  private static String normal(String digest) {
    String text = digest.strip();
    if (text.length() == 44 && text.endsWith("=")) {
      try {
        byte[] hash = Base64.getDecoder().decode(text);
        return hash.length == SHA_256_BYTES ? "sha256:" + HexFormat.of().formatHex(hash) : text;
      } catch (IllegalArgumentException e) {
        return text;
      }
    }
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.matches("[0-9a-f]{64}") ? "sha256:" + lower : lower;
  }
}
