// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.List;
import java.util.regex.Pattern;

/** An execution was asked for and never started: no run of its own tells of it. */
public final class StartRejected implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "start-rejected",
          "The execution was never started",
          Cause.Role.MECHANISM,
          "Step Functions refuses a StartExecution for its name, its rate or the number of open"
              + " executions.",
          new Cause.Remedy(
              "Use unique names, and raise the quota of open executions or of StartExecution",
              "a name is taken for 90 days"));

  /** How the start of a nested execution is refused. */
  private static final Pattern REFUSED =
      Pattern.compile(
          "(StepFunctions|Sfn)\\.(ExecutionAlreadyExists|ExecutionLimitExceeded|Throttling)\\w*");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (REFUSED.matcher(situation.error()).matches()) {
      weighing.crucial(
          5, "the start of an execution was refused: " + situation.error(), situation.failureRef());
      return;
    }
    List<Ref> refused =
        situation.provenance().trail().events().stream()
            .filter(event -> event.is("states", "StartExecution") && !event.succeeded())
            .filter(event -> names(event, situation.run().name()))
            .map(TrailEvent::ref)
            .toList();
    boolean never =
        situation.run().source().events().isEmpty()
            && situation.run().source().description().isEmpty();
    if (never && !refused.isEmpty()) {
      weighing.crucial(4, "its start was refused", refused);
    } else {
      weighing.contradicts(4, "the execution started", List.of(situation.run().source().ref()));
    }
  }

  private static boolean names(TrailEvent event, String name) {
    return Json.text(event.request(), "name").filter(name::equals).isPresent();
  }
}
