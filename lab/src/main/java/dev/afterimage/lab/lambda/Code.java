// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.code.Program;
import dev.afterimage.lab.registry.Digests;
import dev.afterimage.lab.registry.Image;
import java.util.Optional;

/**
 * The code that a version runs.
 *
 * @param program what it does
 * @param sha256 the CodeSha256 that Lambda shows
 * @param size in bytes; 0 for an image
 * @param pinned the image that it was resolved to; empty for a .zip file
 */
public record Code(Program program, String sha256, long size, Optional<Pinned> pinned) {

  /**
   * An image as a function holds on to it.
   *
   * @param repository the repository's name
   * @param imageUri what was asked for, mostly by tag
   * @param image what the tag stood for at that moment
   */
  public record Pinned(String repository, String imageUri, Image image) {
    public Pinned {
      requireNonNull(repository, "repository is null");
      requireNonNull(imageUri, "imageUri is null");
      requireNonNull(image, "image is null");
    }
  }

  public Code {
    requireNonNull(program, "program is null");
    requireNonNull(sha256, "sha256 is null");
    requireNonNull(pinned, "pinned is null");
  }

  /** The code of a .zip file with some content. */
  public static Code zip(Program program, String content) {
    return new Code(
        program, Digests.base64(content), 2_000 + content.length() * 37L, Optional.empty());
  }

  /** The code of an image. */
  public static Code image(Program program, Pinned pinned) {
    String sha256 = pinned.image().digest().substring("sha256:".length());
    return new Code(program, sha256, 0, Optional.of(pinned));
  }
}
