// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.util.List;
import java.util.Optional;

/**
 * A run beside its baseline.
 *
 * @param changes what changed between the two, the relevant ones first
 * @param unchanged what did not, as far as the evidence covers it
 * @param silentLosses what the run lost although it succeeded, the first in time first
 */
public record Comparison(
    Alignment alignment,
    Optional<Divergence> divergence,
    List<Change> changes,
    List<Unchanged> unchanged,
    List<SilentLoss> silentLosses,
    Optional<Definition> definition) {

  /** Something that was looked at and is the same. */
  public record Unchanged(String text, List<Ref> evidence) {
    public Unchanged {
      requireNonNull(text, "text is null");
      evidence = List.copyOf(evidence);
    }
  }

  public Comparison {
    requireNonNull(alignment, "alignment is null");
    requireNonNull(divergence, "divergence is null");
    changes = List.copyOf(changes);
    unchanged = List.copyOf(unchanged);
    silentLosses = List.copyOf(silentLosses);
    requireNonNull(definition, "definition is null");
  }
}
