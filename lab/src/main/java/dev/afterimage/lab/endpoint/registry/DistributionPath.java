// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.registry;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of the OCI distribution specification.
 *
 * @param kind what is asked for
 * @param name the repository, empty for the base
 * @param reference tag or digest, empty where there is none
 */
public record DistributionPath(Kind kind, String name, String reference) {

  /** What a path asks for. */
  public enum Kind {
    /** Whether there is a registry. */
    BASE,
    /** A manifest by tag or digest. */
    MANIFEST,
    /** A layer or configuration by digest. */
    BLOB,
    /** The tags of a repository. */
    TAGS
  }

  private static final String NAME = "([a-z0-9]+(?:(?:[._]|__|-+|/)[a-z0-9]+)*)";
  private static final String DIGEST = "sha256:[0-9a-f]{64}";
  private static final Pattern MANIFEST =
      Pattern.compile("/v2/" + NAME + "/manifests/(" + DIGEST + "|\\w[\\w.-]{0,127})");
  private static final Pattern BLOB = Pattern.compile("/v2/" + NAME + "/blobs/(" + DIGEST + ")");
  private static final Pattern TAGS = Pattern.compile("/v2/" + NAME + "/tags/(list)");
  private static final Pattern BASE = Pattern.compile("/v2(/?)(/?)");

  public DistributionPath {
    requireNonNull(kind, "kind is null");
    requireNonNull(name, "name is null");
    requireNonNull(reference, "reference is null");
  }

  /** Returns whether a path belongs to the registry, right or wrong. */
  public static boolean isRegistry(String path) {
    return path.equals("/v2") || path.startsWith("/v2/");
  }

  /** Returns what a path asks for; empty where it is none of the specification. */
  public static Optional<DistributionPath> parse(String path) {
    return match(Kind.BASE, BASE, path)
        .or(() -> match(Kind.MANIFEST, MANIFEST, path))
        .or(() -> match(Kind.BLOB, BLOB, path))
        .or(() -> match(Kind.TAGS, TAGS, path));
  }

  private static Optional<DistributionPath> match(Kind kind, Pattern pattern, String path) {
    Matcher matcher = pattern.matcher(path);
    return matcher.matches()
        ? Optional.of(new DistributionPath(kind, matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** Returns whether the reference is a digest. */
  public boolean isDigest() {
    return reference.matches(DIGEST);
  }
}
