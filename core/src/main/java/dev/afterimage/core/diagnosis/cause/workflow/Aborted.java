// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.RunStatus;
import dev.afterimage.core.provenance.TrailEvent;
import java.util.List;

/** Somebody or something stopped the execution. */
public final class Aborted implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "abort",
          "Somebody stopped the execution",
          Cause.Role.MECHANISM,
          "The execution ended as ABORTED.",
          new Cause.Remedy(
              "Ask who or what stopped it; CloudTrail names the caller of StopExecution",
              "nothing in the run failed by itself"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    List<Ref> end = List.of(situation.run().end().ref());
    if (situation.run().status() != RunStatus.ABORTED) {
      weighing.contradicts(5, "the execution ended as " + situation.run().status(), end);
      return;
    }
    weighing.crucial(5, "the execution ended as ABORTED", end);
    List<TrailEvent> stops =
        situation.provenance().trail().events().stream()
            .filter(event -> event.is("states", "StopExecution") && event.succeeded())
            .filter(
                event ->
                    Json.text(event.request(), "executionArn")
                        .equals(situation.run().identity().arn()))
            .toList();
    for (TrailEvent stop : stops) {
      weighing.supports(2, stop.actor() + " stopped it at " + stop.at(), List.of(stop.ref()));
    }
    if (stops.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "who stopped it",
              "aws cloudtrail lookup-events --lookup-attributes"
                  + " AttributeKey=EventName,AttributeValue=StopExecution",
              "cloudtrail:LookupEvents"));
    }
  }
}
