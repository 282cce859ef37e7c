// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import dev.afterimage.core.evidence.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The runs that a case holds. */
public final class Runs {
  private final List<Run> all;
  private final List<Run> asked;
  private final List<Gap> gaps;
  private final List<String> warnings;
  private final Map<String, Run> byArn = new HashMap<>();
  private final Map<String, List<Run>> byMapRun = new HashMap<>();

  /**
   * Creates the runs of a case.
   *
   * @param all every run, children of Map Runs and nested executions included, by start
   * @param asked those that the case is about
   */
  public Runs(List<Run> all, List<Run> asked, List<Gap> gaps, List<String> warnings) {
    this.all = List.copyOf(all);
    this.asked = List.copyOf(asked);
    this.gaps = List.copyOf(gaps);
    this.warnings = List.copyOf(warnings);
    for (Run run : all) {
      run.identity().arn().ifPresent(arn -> byArn.putIfAbsent(arn, run));
      run.identity()
          .mapRunArn()
          .ifPresent(arn -> byMapRun.computeIfAbsent(arn, key -> new ArrayList<>()).add(run));
    }
  }

  /** Returns every run, children of Map Runs and nested executions included, by start. */
  public List<Run> all() {
    return all;
  }

  /** Returns the runs that the case is about. */
  public List<Run> asked() {
    return asked;
  }

  /** Returns what is missing of the runs. */
  public List<Gap> gaps() {
    return gaps;
  }

  /** Returns what is doubtful about the runs: one sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** Returns the run with an ARN. */
  public Optional<Run> byArn(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /** Returns the runs that a step started: nested executions, and children of its Map Run. */
  public List<Run> childrenOf(Step step) {
    Set<Run> children = new LinkedHashSet<>();
    NestedExecutions.of(step).forEach(arn -> byArn(arn).ifPresent(children::add));
    step.work().mapRunArn().map(byMapRun::get).ifPresent(children::addAll);
    return List.copyOf(children);
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
