// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance.timeline;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A tag that a function was deployed by, what it points to now, and what the function ran. A tag is
 * resolved once, when the function is updated: where it points later is a lead and no proof.
 *
 * @param image the repository and tag as the function was told
 * @param target the digest that the tag points to now
 * @param deployed the digest that the function was last seen with
 * @param ran what ran in the two runs
 * @param drifted whether the tag points to another image than the function has
 */
public record TagDrift(
    String image,
    Optional<String> target,
    Optional<String> deployed,
    Ran ran,
    boolean drifted,
    List<Ref> evidence) {

  /** The digests that ran in the baseline and in the run under question. */
  public record Ran(List<String> a, List<String> b) {
    public Ran {
      a = List.copyOf(a);
      b = List.copyOf(b);
    }
  }

  public TagDrift {
    requireNonNull(image, "image is null");
    requireNonNull(target, "target is null");
    requireNonNull(deployed, "deployed is null");
    requireNonNull(ran, "ran is null");
    evidence = List.copyOf(evidence);
  }
}
