// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Gap;
import java.util.List;
import java.util.Optional;

/**
 * The runs that a case holds.
 *
 * @param all every run, children of Map Runs and nested executions included, by start
 * @param asked those that the case is about
 */
public record Runs(List<Run> all, List<Run> asked, List<Gap> gaps, List<String> warnings) {
  public Runs {
    all = List.copyOf(all);
    asked = List.copyOf(asked);
    gaps = List.copyOf(gaps);
    warnings = List.copyOf(warnings);
  }

  /** Returns the run with an ARN. */
  public Optional<Run> byArn(String arn) {
    return all.stream()
        .filter(run -> run.identity().arn().filter(arn::equals).isPresent())
        .findFirst();
  }

  /** Returns one segment of a redriven run; 0 is the original. */
  public static Optional<Run> segment(Run run, int number) {
    return RunBuilder.segment(run, number);
  }
}
