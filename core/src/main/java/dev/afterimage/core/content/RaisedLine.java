// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.ImageInForce;
import java.util.List;

/**
 * The line that raised the error, read from the image that the failing function ran.
 *
 * @param image the image, as far as it is proved that it ran
 * @param function the function of the code around the line; empty at module level
 * @param state what the modules of the project take at import; what the raiser uses comes first
 */
public record RaisedLine(
    ImageInForce image,
    How how,
    CodePlace place,
    String function,
    List<ModuleState> state,
    Ref ref) {
  /** How the line was found. */
  public enum How {
    /** A stack trace names file and line. */
    TRACE,
    /** A string in the code fits the text of the error, and no other does as well. */
    TEXT
  }

  public RaisedLine {
    requireNonNull(image, "image is null");
    requireNonNull(how, "how is null");
    requireNonNull(place, "place is null");
    requireNonNull(function, "function is null");
    state = List.copyOf(state);
    requireNonNull(ref, "ref is null");
  }

  /** Returns the state of one kind that the function that raised uses. */
  public List<ModuleState> used(ModuleState.Kind kind) {
    return state.stream().filter(s -> s.usedByRaiser() && s.kind() == kind).toList();
  }
}
