// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.compare.Definition;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The time of the whole execution was over while a state was open. */
public final class ExecutionTimeout implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "sfn-exec-timeout",
          "The execution's time was over",
          Cause.Role.MECHANISM,
          "The execution ended as TIMED_OUT.",
          new Cause.Remedy(
              "Find out why the longest open state took so long; raise the definition's"
                  + " TimeoutSeconds only after",
              "the budget of the whole run was used up"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Run run = situation.run();
    List<Ref> end = List.of(run.end().ref());
    if (run.status() != RunStatus.TIMED_OUT) {
      weighing.contradicts(5, "the execution ended as " + run.status(), end);
      return;
    }
    weighing.crucial(5, "the execution ended as TIMED_OUT", end);
    Optional<Long> limit =
        situation
            .comparison()
            .definition()
            .map(Definition::json)
            .flatMap(d -> Json.whole(d, "TimeoutSeconds"));
    Optional<Duration> took = run.times().duration();
    if (limit.isPresent() && took.isPresent()) {
      long seconds = took.get().toSeconds();
      if (Math.abs(seconds - limit.get()) <= Math.max(2, limit.get() / 50)) {
        weighing.supports(
            1,
            "it took " + seconds + " s; the definition allows " + limit.get() + " s",
            List.of(
                situation.comparison().definition().orElseThrow().ref().inside("/TimeoutSeconds")));
      }
    }
  }
}
