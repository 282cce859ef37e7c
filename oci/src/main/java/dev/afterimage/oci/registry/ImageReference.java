// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.registry;

import static java.util.Objects.requireNonNull;

import dev.afterimage.oci.image.Digest;
import dev.afterimage.oci.image.ImageException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image in a registry, as Docker reads it.
 *
 * @param registry host and port
 * @param repository path below the registry
 * @param tag the tag; {@code latest} where neither a tag nor a digest is named
 * @param digest the digest, which wins over the tag
 */
public record ImageReference(
    String registry, String repository, String tag, Optional<Digest> digest) {
  private static final String HUB = "docker.io";
  private static final String HUB_HOST = "registry-1.docker.io";

  private static final Pattern REPOSITORY =
      Pattern.compile("[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:]+]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:\\d{1,5})?");

  public ImageReference {
    requireNonNull(registry, "registry is null");
    requireNonNull(repository, "repository is null");
    requireNonNull(tag, "tag is null");
    requireNonNull(digest, "digest is null");
  }

  /**
   * Parses {@code [host[:port]/]repository[:tag][@digest]}.
   *
   * @throws ImageException where it names no image
   */
  public static ImageReference parse(String text) throws ImageException {
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    Optional<Digest> digest = at < 0 ? Optional.empty() : Digest.parse(text.substring(at + 1));
    int slash = name.indexOf('/');
    String first = slash < 0 ? "" : name.substring(0, slash);
    boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
    String host = hasHost ? first : HUB;
    String rest = hasHost ? name.substring(slash + 1) : name;
    int colon = rest.lastIndexOf(':');
    String repository = colon < 0 ? rest : rest.substring(0, colon);
    String tag = colon < 0 ? "latest" : rest.substring(colon + 1);
    if (!hasHost && !repository.contains("/")) {
      repository = "library/" + repository;
    }
    boolean badDigest = at >= 0 && digest.isEmpty();
    if (badDigest || !HOST.matcher(host).matches() || !TAG.matcher(tag).matches()) {
      throw bad(text);
    }
    if (!REPOSITORY.matcher(repository).matches() || repository.length() > 255) {
      throw bad(text);
    }
    return new ImageReference(host, repository, tag, digest);
  }

  private static ImageException bad(String text) {
    return new ImageException(
        text + " is no image; name a layout, an archive, or host/repository:tag");
  }

  /** Returns the host that serves the registry's API. */
  public String host() {
    return registry.equals(HUB) || registry.equals("index.docker.io") ? HUB_HOST : registry;
  }

  /** Returns what to ask for: the digest, else the tag. */
  public String wanted() {
    return digest.map(Digest::toString).orElse(tag);
  }
}
