// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

/**
 * An entry of the catalogue of causes.
 *
 * @param id lower case with hyphens, as {@code fn-timeout}
 * @param role what kind of link of a chain it is
 * @param crucial what must be seen for the cause to be confirmed, in one sentence
 * @param remedy what to do about it
 */
public record Cause(String id, String title, Role role, String crucial, Remedy remedy) {

  /** What to do about a cause, and why. */
  public record Remedy(String text, String why) {
    public Remedy {
      requireNonNull(text, "text is null");
      requireNonNull(why, "why is null");
    }
  }

  /** What kind of link of a chain a cause is. */
  public enum Role {
    /** Something that somebody changed; the root where the failing mechanism follows from it. */
    CHANGE,
    /** How the failure comes about. */
    MECHANISM,
    /** True of many failures; the root only where nothing more specific is at least supported. */
    GENERIC
  }

  public Cause {
    requireNonNull(id, "id is null");
    requireNonNull(title, "title is null");
    requireNonNull(role, "role is null");
    requireNonNull(crucial, "crucial is null");
    requireNonNull(remedy, "remedy is null");
  }
}
