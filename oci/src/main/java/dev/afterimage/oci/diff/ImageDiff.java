// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.diff;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.oci.image.Image;
import java.util.List;

/**
 * The comparison of two images, verdict first.
 *
 * @param config settings that differ
 * @param structure how layers and history line up
 * @param content what differs in the file systems
 * @param remarks findings and gaps
 */
public record ImageDiff(
    Pair images,
    Verdict verdict,
    List<ConfigChange> config,
    Structure structure,
    ContentDiff content,
    Remarks remarks) {
  /** The two images. */
  public record Pair(Image a, Image b) {
    public Pair {
      requireNonNull(a, "a is null");
      requireNonNull(b, "b is null");
    }
  }

  /** Layers and history lines, side by side. */
  public record Structure(List<LayerRow> layers, List<HistoryRow> history) {
    public Structure {
      layers = List.copyOf(layers);
      history = List.copyOf(history);
    }
  }

  /** What is worth knowing beside the differences, and what could not be compared. */
  public record Remarks(List<Finding> findings, List<Gap> gaps) {
    public Remarks {
      findings = List.copyOf(findings);
      gaps = List.copyOf(gaps);
    }
  }

  public ImageDiff {
    requireNonNull(images, "images is null");
    requireNonNull(verdict, "verdict is null");
    requireNonNull(structure, "structure is null");
    requireNonNull(content, "content is null");
    requireNonNull(remarks, "remarks is null");
    config = List.copyOf(config);
  }

  /** Whether a difference was found that a container could see; times alone are none. */
  public boolean differs() {
    return verdict.kind().differs();
  }
}
