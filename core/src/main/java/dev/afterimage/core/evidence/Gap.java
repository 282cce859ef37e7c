// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Something the evidence lacks: what, why, the IAM action that would close it, and what the report
 * cannot say without it.
 */
public record Gap(String what, String why, Optional<String> iamAction, String effect) {
  public Gap {
    requireNonNull(what, "what is null");
    requireNonNull(why, "why is null");
    requireNonNull(iamAction, "iamAction is null");
    requireNonNull(effect, "effect is null");
  }

  /** Returns a gap that no call would close. */
  public static Gap of(String what, String why, String effect) {
    return new Gap(what, why, Optional.empty(), effect);
  }

  /** Returns a gap that one call, allowed by {@code iamAction}, would close. */
  public static Gap closable(String what, String why, String iamAction, String effect) {
    return new Gap(what, why, Optional.of(iamAction), effect);
  }
}
