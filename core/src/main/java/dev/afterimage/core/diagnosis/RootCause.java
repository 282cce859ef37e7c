// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;

/**
 * The root of a failure: the earliest link that an engineer would change and that the evidence
 * reaches, with the chain from it to the failing leaf.
 */
public record RootCause(Hypothesis hypothesis, String summary, List<Link> chain) {

  /** One link of a chain. */
  public record Link(String id, String text, double weight, List<Ref> evidence) {
    public Link {
      requireNonNull(id, "id is null");
      requireNonNull(text, "text is null");
      evidence = List.copyOf(evidence);
    }

    static Link of(Hypothesis hypothesis) {
      Claim best = hypothesis.supporting().get(0);
      return new Link(hypothesis.id(), best.text(), best.weight(), best.evidence());
    }
  }

  public RootCause {
    requireNonNull(hypothesis, "hypothesis is null");
    requireNonNull(summary, "summary is null");
    chain = List.copyOf(chain);
  }
}
