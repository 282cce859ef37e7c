// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.image;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A repository of Amazon ECR.
 *
 * @param registry the account that owns it
 */
public record EcrRepository(String registry, String region, String name) {
  private static final Pattern URI =
      Pattern.compile(
          "(?<registry>\\d{12})\\.dkr\\.ecr\\.(?<region>[a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?"
              + "|[a-z0-9.-]+)/(?<name>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");

  public EcrRepository {
    requireNonNull(registry, "registry is null");
    requireNonNull(region, "region is null");
    requireNonNull(name, "name is null");
  }

  /**
   * An image by its URI.
   *
   * @param reference the digest, else the tag, else {@code latest}
   */
  public record Image(EcrRepository repository, String reference) {
    public Image {
      requireNonNull(repository, "repository is null");
      requireNonNull(reference, "reference is null");
    }

    /** Whether the reference is a digest. */
    public boolean isByDigest() {
      return reference.startsWith("sha256:");
    }
  }

  /** Reads the URI of an image; none where it is not one of ECR. */
  public static Optional<Image> parse(String uri) {
    Matcher matcher = URI.matcher(uri);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String tag = Optional.ofNullable(matcher.group("tag")).orElse("latest");
    return Optional.of(
        new Image(
            new EcrRepository(
                matcher.group("registry"), matcher.group("region"), matcher.group("name")),
            Optional.ofNullable(matcher.group("digest")).orElse(tag)));
  }
}
