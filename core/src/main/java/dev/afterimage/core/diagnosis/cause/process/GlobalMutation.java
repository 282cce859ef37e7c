// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.content.ModuleState;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Follows;
import dev.afterimage.core.diagnosis.cause.Payloads;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something of an earlier request, kept in the process, reached a later one. */
public final class GlobalMutation implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "global-mutation",
          "State of an earlier request leaked",
          Cause.Role.MECHANISM,
          "A value of the input of an earlier request of the process shows in the failing one,"
              + " whose own input does not hold it; first invocations work.",
          new Cause.Remedy(
              "Change nothing at module level in a handler: no lists, defaults or globals that"
                  + " grow",
              "the next request in the process finds what the last one left"));

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (!OwnError.isOwn(situation)) {
      Claims.otherError(situation, weighing, "one that the function's own code raised");
      return;
    }
    List<Trial> failed = situation.trials().failedInB();
    if (Follows.alsoCold(situation)) {
      weighing.contradicts(
          4, "the first invocation of a process failed as well", Trials.refs(failed));
      return;
    }
    List<Ref> leaks = new ArrayList<>();
    int leaking = 0;
    for (Trial trial : failed) {
      Optional<Ref> leak = leak(situation, trial);
      leak.ifPresent(leaks::add);
      leaking += leak.isPresent() ? 1 : 0;
    }
    if (leaking > 0 && leaking == failed.stream().filter(t -> t.invocation().isPresent()).count()) {
      weighing.crucial(
          4, "values of the input of the request before show in the failing one", leaks);
    } else if (!leaks.isEmpty()) {
      weighing.supports(1.5, "values of the request before show in some failing ones", leaks);
    } else if (Follows.apart(situation, "predecessor").isPresent()) {
      weighing.supports(1.5, "the failures follow the invocation before them", Trials.refs(failed));
    } else if (situation.hasFailingLogs()) {
      weighing.weakens(
          1.5, "nothing of the requests before shows in the failing ones", Trials.refs(failed));
    }
    if (weighing.hasSupport()) {
      TakenAtImport.supports(situation, ModuleState.Kind.MUTABLE, weighing);
    }
  }

  private static Optional<Ref> leak(Situation situation, Trial trial) {
    if (trial.invocation().isEmpty()) {
      return Optional.empty();
    }
    Set<String> before = new HashSet<>();
    for (Trial other : situation.trials().all()) {
      if (other.invocation().filter(i -> precedes(i, trial.invocation().get())).isPresent()) {
        before.addAll(Payloads.values(other));
      }
    }
    before.removeAll(Payloads.values(trial));
    // The day on which the process started may stand in it by the start as well.
    before.removeIf(
        value -> OwnStart.isDayOf(value, trial.invocation().get().place().start().latest()));
    return trial.invocation().get().lines().stream()
        .filter(line -> line.content() instanceof LogLine.Application)
        .filter(line -> before.stream().anyMatch(line.text()::contains))
        .map(LogLine::ref)
        .findFirst();
  }

  private static boolean precedes(Invocation before, Invocation after) {
    return before.place().stream().equals(after.place().stream())
        && before.place().generation() == after.place().generation()
        && before.place().ordinal() < after.place().ordinal();
  }
}
