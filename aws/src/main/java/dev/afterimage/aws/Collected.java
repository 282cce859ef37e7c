// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import static java.util.Objects.requireNonNull;

import dev.afterimage.aws.casefile.CaseGap;
import java.nio.file.Path;
import java.util.List;

/**
 * A case that was collected.
 *
 * @param place the folder or .zip
 * @param named the ARNs of the runs that were named, in their order
 * @param calls how many calls are answered
 * @param depth how many calls had to be made one after another
 */
public record Collected(Path place, List<String> named, int calls, List<CaseGap> gaps, int depth) {
  public Collected {
    requireNonNull(place, "place is null");
    named = List.copyOf(named);
    gaps = List.copyOf(gaps);
  }
}
