// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import dev.afterimage.core.evidence.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts the layers of an image together: the blobs, the diffIDs, and the history behind them. */
public final class LayerList {
  private final ImageConfig config;
  private final List<Gap> notes = new ArrayList<>();
  private final List<HistoryLine> lines;

  public LayerList(ImageConfig config) {
    this.config = config;
    List<HistoryLine> filled = config.history().stream().filter(h -> !h.emptyLayer()).toList();
    boolean fits = filled.size() == config.diffIds().size();
    this.lines = fits ? filled : List.of();
    if (!fits) {
      notes.add(
          Gap.of(
              "the history",
              "it has "
                  + filled.size()
                  + " lines with a layer, the image "
                  + config.diffIds().size(),
              "changes are not tied to lines of the Dockerfile"));
    }
  }

  /**
   * Checks that there is a diffID for each layer of the manifest.
   *
   * @throws ImageException where the two disagree
   */
  public void checkCount(int blobs) throws ImageException {
    if (blobs != config.diffIds().size()) {
      throw new ImageException(
          "the manifest has "
              + blobs
              + " layers and the configuration "
              + config.diffIds().size()
              + " diffIDs; the image is damaged, build it again");
    }
  }

  /** Returns the layer at a position, 0 being the lowest. */
  public Layer layer(
      int position, Optional<Descriptor> blob, Layer.Source source, Optional<String> absent) {
    Optional<HistoryLine> line =
        lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(position));
    return new Layer(position, config.diffIds().get(position), blob, source, line, absent);
  }

  /** Returns what was odd. */
  public List<Gap> notes() {
    return List.copyOf(notes);
  }
}
