// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way of an image from the commit to the steps that ran it, as far as it is known.
 *
 * @param links in the order of the way; links that are not known are left out
 */
public record Chain(List<Link> links) {

  /** A station of the way. */
  public enum Kind {
    COMMIT,
    PUSH,
    UPDATE,
    VERSION,
    ALIAS,
    SANDBOX,
    STEP
  }

  /**
   * One station.
   *
   * @param at when it was reached first
   * @param by who brought the image there
   */
  public record Link(
      Kind kind, String text, Optional<Instant> at, Optional<String> by, List<Ref> evidence) {
    public Link {
      requireNonNull(kind, "kind is null");
      requireNonNull(text, "text is null");
      requireNonNull(at, "at is null");
      requireNonNull(by, "by is null");
      evidence = List.copyOf(evidence);
      if (evidence.isEmpty()) {
        throw new IllegalArgumentException("a link needs evidence: " + text);
      }
    }
  }

  public Chain {
    links = List.copyOf(links);
  }
}
