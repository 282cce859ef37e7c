// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.content;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Gap;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the content of the images that two runs ran.
 *
 * @param raised the line that raised the error of the run under question
 * @param differences by function, where both images were compared
 * @param gaps what was looked for in an image and not found
 * @param warnings why a file on images was not used
 */
public record ImageContent(
    Optional<RaisedLine> raised,
    List<ContentDifference> differences,
    List<Gap> gaps,
    List<String> warnings) {
  public ImageContent {
    requireNonNull(raised, "raised is null");
    differences = List.copyOf(differences);
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
  }

  /** Returns what differs inside the images of a function. */
  public Optional<ContentDifference> of(String function) {
    return differences.stream().filter(d -> d.function().equals(function)).findFirst();
  }
}
