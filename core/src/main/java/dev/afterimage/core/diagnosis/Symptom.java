// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;

/**
 * A text that speaks of the failure: an error's name, its message, or a line in the log of a
 * failing invocation.
 */
public record Symptom(Source source, String text, Ref ref) {

  /** Where the text stands. */
  public enum Source {
    /** The error's name, as Step Functions gives it. */
    ERROR,
    /** The error's message. */
    MESSAGE,
    /** A line of the failing invocation, or of the start of its process. */
    LOG
  }

  public Symptom {
    requireNonNull(source, "source is null");
    requireNonNull(text, "text is null");
    requireNonNull(ref, "ref is null");
  }
}
