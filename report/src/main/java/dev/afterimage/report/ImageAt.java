// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Gap;
import dev.afterimage.core.history.FunctionName;
import dev.afterimage.core.provenance.ImageHistory;
import dev.afterimage.core.provenance.ImageInForce;
import dev.afterimage.core.provenance.timeline.Timeline;
import dev.afterimage.core.provenance.timeline.Timelines;
import java.time.Instant;
import java.util.List;

/**
 * Which image a function ran at a moment.
 *
 * @param images one, or each that it may have been
 * @param gaps what the evidence lacks
 */
public record ImageAt(
    FunctionName function,
    Instant at,
    List<ImageInForce> images,
    ImageHistory history,
    List<Gap> gaps,
    List<String> warnings) {
  public ImageAt {
    requireNonNull(function, "function is null");
    requireNonNull(at, "at is null");
    images = List.copyOf(images);
    requireNonNull(history, "history is null");
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
  }

  /** Returns the name with its qualifier, as a user would give it. */
  String name() {
    return function.name() + function.qualifier().map(q -> ":" + q).orElse("");
  }

  /** Returns what happened to the function's code. */
  Timeline timeline() {
    return Timelines.of(history, function.name());
  }
}
