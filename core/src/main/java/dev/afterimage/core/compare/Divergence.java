// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;

/** The first step at which two runs part, and in which way. */
public record Divergence(String step, Kind kind, String text, List<Ref> evidence) {

  /** In which way two runs part. */
  public enum Kind {
    CONFIGURATION,
    INPUT,
    BEHAVIOUR,
    OUTCOME,
    STRUCTURE
  }

  public Divergence {
    requireNonNull(step, "step is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(text, "text is null");
    evidence = List.copyOf(evidence);
  }
}
