// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tag of a repository, as the URI of an image names it. */
record Tag(String repository, String name) {
  private static final Pattern URI = Pattern.compile("[^/]+/(?<repository>[^:@]+):(?<tag>[^@/]+)");

  /** Abbreviated or whole hashes of commits. */
  private static final Pattern COMMIT = Pattern.compile("(?=.*[0-9])[0-9a-f]{7,40}");

  /** Reads the URI of an image; none where it names none by a tag. */
  static Optional<Tag> of(String uri) {
    Matcher matcher = URI.matcher(uri);
    return matcher.matches()
        ? Optional.of(new Tag(matcher.group("repository"), matcher.group("tag")))
        : Optional.empty();
  }

  /** Returns the repository that the URI of an image names. */
  static String repository(String uri) {
    return uri.substring(uri.indexOf('/') + 1).split("[:@]", -1)[0];
  }

  /** Whether a tag reads like the hash of a commit. */
  static boolean isCommit(String name) {
    return COMMIT.matcher(name).matches();
  }
}
