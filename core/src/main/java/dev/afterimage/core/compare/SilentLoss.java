// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;

/**
 * Something that a run lost without failing.
 *
 * @param step the first step that shows the loss
 * @param field a JSON Pointer into that step's output; empty where no one field is lost
 */
public record SilentLoss(Kind kind, String step, String field, String text, List<Ref> evidence) {

  /** What was lost. */
  public enum Kind {
    /** A value that the baseline, or the step's own input, had. */
    VALUE,
    /** Items of a Map. */
    ITEMS,
    /** The outcome of work: the payload of a step that succeeded tells of an error. */
    ERROR_IN_PAYLOAD
  }

  public SilentLoss {
    requireNonNull(kind, "kind is null");
    requireNonNull(step, "step is null");
    requireNonNull(field, "field is null");
    requireNonNull(text, "text is null");
    evidence = List.copyOf(evidence);
  }
}
