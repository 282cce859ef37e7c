// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.change;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.provenance.FunctionImages;
import dev.afterimage.core.provenance.TrailEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The code of a function was updated while the run went on: early steps had other code. */
public final class MidrunUpdate implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "midrun-update",
          "The code was updated during the run",
          Cause.Role.CHANGE,
          "An update of the code of a function of the run lies between its start and the failure,"
              + " and what failed came after it.",
          new Cause.Remedy(
              "Call published versions or aliases from the workflow",
              "$LATEST changes under a run that is going on"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty() || situation.provenance().functions().isEmpty()) {
      return;
    }
    Run run = situation.run();
    Instant failed = situation.failure().get().origin().event().at();
    Set<String> functions =
        run.calls().map(call -> call.function().name()).collect(Collectors.toSet());
    List<TrailEvent> updates =
        situation
            .provenance()
            .trail()
            .between(run.times().start(), failed)
            .filter(event -> event.succeeded() && event.is("lambda", "UpdateFunctionCode"))
            .filter(event -> event.function().filter(functions::contains).isPresent())
            .toList();
    if (updates.isEmpty()) {
      none(situation, failed, weighing);
      return;
    }
    List<Ref> refs = updates.stream().map(TrailEvent::ref).toList();
    Instant update = updates.get(0).at();
    List<Trial> before =
        situation.trials().failedInB().stream().filter(t -> t.start().isBefore(update)).toList();
    List<Trial> after =
        situation.trials().failedInB().stream().filter(t -> !t.start().isBefore(update)).toList();
    weighing.supports(1.5, "the code was updated while the run went on", refs);
    if (!after.isEmpty() && before.isEmpty() && !situation.error().startsWith("Lambda.")) {
      weighing.crucial(2.5, "everything that failed started after the update", Trials.refs(after));
    } else if (!before.isEmpty()) {
      weighing.weakens(3, "it failed before the update as well", Trials.refs(before));
    }
    List<Trial> workedBefore =
        situation.trials().ok(Trial.Side.B).stream()
            .filter(trial -> trial.start().isBefore(update))
            .toList();
    weighing.supports(1, "it worked before the update", Trials.refs(workedBefore));
  }

  private static void none(Situation situation, Instant failed, Weighing weighing) {
    Optional<Ref> covered =
        situation.provenance().trail().coverage(situation.run().times().start(), failed, Set.of());
    weighing.contradicts(
        4, "CloudTrail shows no update of the code during the run", covered.stream().toList());
    List<Ref> same =
        situation
            .function()
            .flatMap(situation.provenance()::of)
            .filter(images -> images.verdict() == FunctionImages.Verdict.SAME)
            .map(images -> images.proof().evidence())
            .orElse(List.of());
    if (covered.isEmpty()) {
      weighing.weakens(2, "the failing function had one image", same);
    }
  }
}
