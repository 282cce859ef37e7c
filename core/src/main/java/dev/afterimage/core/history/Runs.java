// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Gap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /** Returns the runs that a step started: nested executions, and children of its Map Run. */
  public List<Run> childrenOf(Step step) {
    Set<String> started = new HashSet<>();
    step.attempts().stream()
        .filter(attempt -> attempt.target().service().equals("states"))
        .forEach(a -> FailureFinder.startedExecution(a).ifPresent(started::add));
    if (started.isEmpty() && step.work().mapRunArn().isEmpty()) {
      return List.of();
    }
    return all.stream()
        .filter(
            run ->
                run.identity().arn().filter(started::contains).isPresent()
                    || (run.identity().mapRunArn().isPresent()
                        && run.identity().mapRunArn().equals(step.work().mapRunArn())))
        .toList();
  }

  /** Returns a run with all the runs below it, itself first. */
  public List<Run> family(Run run) {
    Set<Run> family = new LinkedHashSet<>();
    addFamily(run, family);
    return List.copyOf(family);
  }

  private void addFamily(Run run, Set<Run> family) {
    if (family.add(run)) {
      run.steps().forEach(step -> childrenOf(step).forEach(child -> addFamily(child, family)));
    }
  }

  /** Returns one segment of a redriven run; 0 is the original. */
  public static Optional<Run> segment(Run run, int number) {
    return RunBuilder.segment(run, number);
  }
}
