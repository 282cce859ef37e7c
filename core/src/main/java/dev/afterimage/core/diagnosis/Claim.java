// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.Collection;
import java.util.List;

/**
 * A sentence that speaks for or against a cause, with the places of the evidence it rests on.
 *
 * @param weight natural logarithm of the likelihood ratio: positive for, negative against
 * @param evidence never empty: a claim without evidence cannot be made
 */
public record Claim(String text, double weight, List<Ref> evidence) {
  /** More refs than this help nobody; the first ones in time stand for the rest. */
  private static final int MOST_REFS = 12;

  public Claim {
    requireNonNull(text, "text is null");
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("a claim needs evidence: " + text);
    }
    if (Double.isNaN(weight)) {
      throw new IllegalArgumentException("a claim needs a weight: " + text);
    }
  }

  /** Makes a claim; of many refs the first twelve are kept, each once, in the order of time. */
  public static Claim of(String text, double weight, Collection<Ref> evidence) {
    return new Claim(text, weight, evidence.stream().distinct().sorted().limit(MOST_REFS).toList());
  }
}
