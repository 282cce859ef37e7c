// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.line;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The line of code that raised an error, and what its module took at import.
 *
 * @param how whether a stack trace named it, or only the text of the error led to it
 * @param place the innermost line of the function's own code
 * @param function the function around it, empty at module level
 * @param raisedIn the line in a library that the trace ends in, where that is another one
 * @param state what the modules of the project take at import; what the raiser uses comes first
 */
public record RaisingLine(
    How how,
    SourcePlace place,
    String function,
    Optional<SourcePlace> raisedIn,
    List<ModuleState> state) {
  /** How the line was found. */
  public enum How {
    /** A stack trace names file and line. */
    TRACE,
    /** A string in the code fits the text of the error, and no other does as well. */
    TEXT
  }

  public RaisingLine {
    requireNonNull(how, "how is null");
    requireNonNull(place, "place is null");
    requireNonNull(function, "function is null");
    requireNonNull(raisedIn, "raisedIn is null");
    state = List.copyOf(state);
  }
}
