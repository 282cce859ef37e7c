// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to the code of one function, in time.
 *
 * @param entries the earliest first
 */
public record Timeline(String function, List<Entry> entries) {

  /** What happened. */
  public enum Kind {
    /** An image was pushed; that updates no function. */
    PUSH,
    CODE_UPDATE,
    CONFIGURATION_UPDATE,
    PUBLISH,
    ALIAS_MOVE,
    /** An answer shows what the function had. */
    ANSWER,
    /** A run used it. */
    USE
  }

  /**
   * One event.
   *
   * @param digest the code that it speaks of
   * @param by who did it
   */
  public record Entry(
      Instant at,
      Kind kind,
      String text,
      Optional<String> digest,
      Optional<String> by,
      List<Ref> evidence) {
    public Entry {
      requireNonNull(at, "at is null");
      requireNonNull(kind, "kind is null");
      requireNonNull(text, "text is null");
      requireNonNull(digest, "digest is null");
      requireNonNull(by, "by is null");
      evidence = List.copyOf(evidence);
    }
  }

  public Timeline {
    requireNonNull(function, "function is null");
    entries = List.copyOf(entries);
  }
}
