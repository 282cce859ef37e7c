// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns a run, with the runs below it, into spans; what stands around comes first. */
final class RunSpans {
  private final Runs runs;
  private final Set<Run> seen = new HashSet<>();
  private final List<RunSpan> spans = new ArrayList<>();

  private RunSpans(Runs runs) {
    this.runs = runs;
  }

  static List<RunSpan> of(Run run, Runs runs) {
    RunSpans all = new RunSpans(runs);
    all.add(run, Optional.empty());
    return all.spans;
  }

  /** Names an execution so that the name stays the same from report to report. */
  static String key(Run run) {
    return run.identity().arn().orElse(run.name())
        + "|"
        + run.times().start()
        + run.source().segment().map(number -> "#" + number).orElse("");
  }

  private void add(Run run, Optional<String> parent) {
    if (!seen.add(run)) {
      return;
    }
    String key = key(run);
    spans.add(
        new RunSpan(
            key,
            parent,
            RunSpan.Kind.RUN,
            run.identity().stateMachine() + " " + run.name(),
            new RunSpan.Time(run.times().start(), run.lastMoment()),
            new RunSpan.Outcome(
                run.status().name(),
                run.status().isUnsuccessful(),
                run.end().error(),
                run.end().cause())));
    run.steps().forEach(step -> add(step, run, key));
  }

  private void add(Step step, Run run, String runKey) {
    String key = runKey + "/" + step.id().enteredEventId();
    long container = step.id().frame().container();
    Step.Status status = step.end().status();
    Instant end = step.span().left().orElse(run.lastMoment());
    spans.add(
        new RunSpan(
            key,
            Optional.of(container == 0 ? runKey : runKey + "/" + container),
            RunSpan.Kind.STEP,
            step.path(),
            new RunSpan.Time(step.span().entered(), end),
            new RunSpan.Outcome(
                status.name(),
                status == Step.Status.FAILED || status == Step.Status.TIMED_OUT,
                step.end().error(),
                step.end().cause())));
    step.attempts().forEach(attempt -> add(attempt, key, end));
    runs.childrenOf(step).forEach(child -> add(child, Optional.of(key)));
  }

  private void add(Attempt attempt, String stepKey, Instant end) {
    String target =
        attempt
            .target()
            .function()
            .map(function -> function.name())
            .orElse(attempt.target().service() + ":" + attempt.target().action());
    spans.add(
        new RunSpan(
            stepKey + "/" + attempt.number(),
            Optional.of(stepKey),
            RunSpan.Kind.ATTEMPT,
            target,
            new RunSpan.Time(attempt.times().scheduled(), attempt.times().ended().orElse(end)),
            new RunSpan.Outcome(
                attempt.end().status().name(),
                attempt.end().isError(),
                attempt.end().error(),
                attempt.end().cause())));
  }
}
