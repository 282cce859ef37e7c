// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.data;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.Payloads;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.ErrorText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Parallel work, or work that still ran from before, wrote to the same place. */
public final class DataRace implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "data-race",
          "Parallel work conflicted",
          Cause.Role.MECHANISM,
          "A conflict is named (a failed condition, a deadlock, a lock) by invocations that overlap"
              + " in time.",
          new Cause.Remedy(
              "Use conditional writes, locks with an end, and idempotency keys; lower MaxConcurrency",
              "the loser of a race fails, whichever it is"));

  private static final Pattern SIGN =
      Pattern.compile(
          "ConditionalCheckFailed|[Cc]onditional request failed|TransactionConflict|[Dd]eadlock|could not serialize access"
              + "|OptimisticLock|[Vv]ersion (conflict|mismatch)|lock(ed)? (by|is held|timeout)"
              + "|[Cc]hecksum mismatch|VersionConflict|LockWaitTimeout|already (locked|exists)"
              + "|PreconditionFailed|ConcurrentModification|resource is locked|lock not acquired");

  /** What a service says only where two writers met; the other words have further reasons. */
  private static final Pattern CONFLICT =
      Pattern.compile(
          "ConditionalCheckFailed|[Cc]onditional request failed|TransactionConflict|[Dd]eadlock"
              + "|could not serialize access|OptimisticLock|LockWaitTimeout"
              + "|ConcurrentModification|VersionConflict");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    LogSign sign = LogSign.of(situation, SIGN);
    List<Trial> overlapping =
        situation.trials().failedInB().stream()
            .filter(trial -> situation.trials().all().stream().anyMatch(o -> overlaps(trial, o)))
            .toList();
    List<Ref> shared = sharedKeys(situation, overlapping);
    if (!sign.isSeen() && shared.isEmpty()) {
      sign.missing(weighing, "a conflict");
      return;
    }
    if (sign.isSeen()) {
      weighing.supports(2.5, "a conflict is named: " + sign.shown(), sign.refs());
    }
    if (!shared.isEmpty()) {
      weighing.crucial(
          3,
          "the failure names a key that work running at the same time was given as well",
          shared);
    } else if (!overlapping.isEmpty()) {
      String text = "the failing work overlapped with other work";
      if (LogSign.of(situation, CONFLICT).isSeen()) {
        weighing.crucial(1.5, text, Trials.refs(overlapping));
      } else {
        weighing.supports(1, text, Trials.refs(overlapping));
      }
    } else if (situation.hasFailingLogs()) {
      weighing.weakens(1, "nothing ran beside it that the evidence shows", sign.refs());
    }
  }

  private static boolean overlaps(Trial trial, Trial other) {
    return !trial.ref().equals(other.ref())
        && other.start().isBefore(trial.end().orElse(trial.start()))
        && other.end().map(end -> end.isAfter(trial.start())).orElse(true);
  }

  /**
   * Keys that a failing trial and one beside it were both given, that the error names, and that
   * most of the work was not given: what all have in common is no key.
   */
  private static List<Ref> sharedKeys(Situation situation, List<Trial> overlapping) {
    List<Ref> refs = new ArrayList<>();
    List<Trial> ofRun =
        situation.trials().all().stream().filter(t -> t.side() == Trial.Side.B).toList();
    for (Trial trial : overlapping) {
      String message = message(trial);
      for (String key : Payloads.values(trial)) {
        List<Trial> others =
            ofRun.stream()
                .filter(other -> Payloads.values(other).contains(key))
                .filter(other -> overlaps(trial, other) && !isSameItem(trial, other))
                .toList();
        boolean rare = others.size() * 2 < ofRun.size();
        if (!others.isEmpty() && rare && message.contains(key)) {
          refs.add(trial.ref());
          refs.addAll(Trials.refs(others));
        }
      }
    }
    return refs;
  }

  private static boolean isSameItem(Trial trial, Trial other) {
    return trial.path().isPresent() && trial.path().equals(other.path());
  }

  private static String message(Trial trial) {
    return trial
        .call()
        .map(call -> ErrorText.of(call.call().attempt().end().cause()).message())
        .orElse("");
  }
}
