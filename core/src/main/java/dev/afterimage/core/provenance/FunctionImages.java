// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.Optional;

/**
 * The code of one function in two runs.
 *
 * @param type none where no answer tells it
 * @param verdict whether both runs had the same
 * @param a what it ran in the baseline; empty where it was not called
 * @param b what it ran in the run under question
 * @param proof why the verdict stands
 */
public record FunctionImages(
    String function,
    Optional<FunctionState.PackageType> type,
    Verdict verdict,
    List<ImageInForce> a,
    List<ImageInForce> b,
    Because proof) {

  /** Whether two runs had the same code. */
  public enum Verdict {
    SAME,
    DIFFERENT,
    /** One run saw two images of one function. */
    MIXED,
    UNKNOWN,
    ONLY_A,
    ONLY_B,
    NOT_APPLICABLE
  }

  /** A reason and what it rests on. */
  public record Because(String text, List<Ref> evidence) {
    public Because {
      requireNonNull(text, "text is null");
      evidence = List.copyOf(evidence);
    }
  }

  public FunctionImages {
    requireNonNull(function, "function is null");
    requireNonNull(type, "type is null");
    requireNonNull(verdict, "verdict is null");
    a = List.copyOf(a);
    b = List.copyOf(b);
    requireNonNull(proof, "proof is null");
  }
}
