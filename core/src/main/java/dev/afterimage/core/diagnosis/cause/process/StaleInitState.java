// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.process;

import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.diagnosis.cause.Secrets;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import java.util.List;
import java.util.Optional;

/**
 * Something taken once per process, at import, that outlived its validity in a warm sandbox.
 *
 * <p>The failures must follow the age of the process: old ones fail, young ones work. Age alone
 * often splits as the two runs do, so that a fresh or young process that worked must stand beside
 * it, and a value that stands still within each process must show the mechanism.
 */
public final class StaleInitState implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "stale-init-state",
          "State taken once per process outlived its validity",
          Cause.Role.MECHANISM,
          "A value that the process prints, or that a line of its code takes at import, is constant"
              + " within a process and differs between processes, and a fresh or young process"
              + " worked under otherwise equal conditions.",
          new Cause.Remedy(
              "Take the value inside the handler, for each invocation: the time that is left is"
                  + " context.get_remaining_time_in_millis() or its like, not a clock read at"
                  + " import",
              "a process serves many invocations, and a retry lands on the same warm one; a deploy"
                  + " hides the fault by recycling the sandboxes"));

  /** Causes in the life of a process that a text of the failure names. */
  private static final List<String> NAMED =
      List.of(
          "cred-expired",
          "stale-connection",
          "tmp-full",
          "fd-thread-limit",
          "global-mutation",
          "clock-expiry",
          "oom",
          "dns",
          "dep-5xx",
          "dep-429",
          "ddb-throttle",
          "aws-api-throttle",
          "data-race",
          "file-perm");

  /** Two failures can follow an age by accident; from here on it is unlikely. */
  private static final double SIGNIFICANT = 0.05;

  /** Ages that lie closer together than this do not part: one process failed, another worked. */
  private static final double LEAST_GAP = 0.1;

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
    List<Trial> aged = failed.stream().filter(trial -> trial.invocation().isPresent()).toList();
    if (aged.isEmpty()) {
      Claims.logsWouldTell(
          situation,
          weighing,
          "the logs of the failing invocations tell how old their processes were");
      return;
    }
    if (refutedByColdFailures(aged, weighing)) {
      return;
    }
    Optional<Partition> age = situation.partition("processAgeMs");
    warmth(aged, weighing);
    age.ifPresent(partition -> age(situation, partition, weighing));
    brief(situation, aged, weighing);
    if (age.filter(StaleInitState::failsAbove).isPresent()) {
      ownStart(situation, weighing);
      frozen(situation, weighing);
      TakenAtImport.weigh(situation, weighing);
      controls(situation, age.get(), weighing);
    }
    elsewhere(situation, soFar, weighing);
    decide(situation, weighing);
  }

  /** A token, a socket, a full disk: what has a name of its own is not state of any kind. */
  private static void elsewhere(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<String> other = NAMED.stream().filter(soFar::isHeld).findFirst();
    if (other.isPresent()) {
      weighing.weakens(3, other.get() + " names what is worn out", situation.failureRef());
      weighing.holdBack();
    } else if (new Secrets(situation).explain()) {
      weighing.weakens(
          2,
          "a secret was changed after the failing processes had read it",
          situation.failureRef());
      weighing.holdBack();
    }
  }

  private static boolean refutedByColdFailures(List<Trial> failed, Weighing weighing) {
    List<Trial> cold = failed.stream().filter(trial -> trial.cold().orElse(false)).toList();
    weighing.contradicts(
        4,
        cold.size() + " of the failing invocations were the first of their process",
        Trials.refs(cold));
    return !cold.isEmpty();
  }

  private static void warmth(List<Trial> failed, Weighing weighing) {
    List<Trial> warm = failed.stream().filter(t -> t.cold().map(c -> !c).orElse(false)).toList();
    if (warm.size() == failed.size()) {
      weighing.supports(
          0.4,
          "every failing invocation whose log is here ran in a warm process (" + warm.size() + ")",
          Trials.refs(warm));
    }
  }

  private static boolean failsAbove(Partition partition) {
    return partition
            .threshold()
            .filter(Partition.Threshold::above)
            .filter(threshold -> threshold.from() <= threshold.to() * (1 - LEAST_GAP))
            .isPresent()
        && partition.separates();
  }

  private static void age(Situation situation, Partition age, Weighing weighing) {
    List<Ref> refs = Trials.refs(situation.trials().failedInB());
    if (failsAbove(age) && age.pValue() <= SIGNIFICANT) {
      weighing.supports(2.5, "failures follow the age of the process: " + AgeText.of(age), refs);
      if (age.collinearWith().contains("run")) {
        weighing.needsControl();
      }
    } else if (failsAbove(age)) {
      weighing.supports(
          0.5, "failures may follow the age of the process, of few: " + AgeText.of(age), refs);
      weighing.needsControl();
    } else if (olderWorked(situation, weighing)) {
      return;
    } else {
      weighing.weakens(1.5, "no age of the process parts the failures from the rest", refs);
    }
  }

  /** An invocation that worked in a process older than one that failed, in the same run. */
  private static boolean olderWorked(Situation situation, Weighing weighing) {
    double youngestFailed =
        Trials.invocations(situation.trials().failedInB())
            .mapToDouble(invocation -> invocation.ageMs()[1])
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    List<Trial> older =
        situation.trials().ok(Trial.Side.B).stream()
            .filter(t -> t.invocation().filter(i -> i.ageMs()[0] > youngestFailed).isPresent())
            .toList();
    weighing.contradicts(
        3,
        older.size() + " invocations of this run worked in processes older than one that failed",
        Trials.refs(older));
    return !older.isEmpty();
  }

  private static void brief(Situation situation, List<Trial> failed, Weighing weighing) {
    double longest =
        Trials.invocations(failed)
            .flatMap(invocation -> invocation.durationMs().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(Double.NaN);
    double usual =
        Trials.invocations(situation.trials().ok())
            .flatMap(invocation -> invocation.durationMs().stream())
            .mapToDouble(Double::doubleValue)
            .average()
            .orElse(Double.NaN);
    if (longest < usual / 3) {
      weighing.supports(
          0.4,
          "the failing invocations gave up early: at most "
              + Claims.duration(longest)
              + ", where a successful one takes "
              + Claims.duration(usual),
          Trials.refs(failed));
    }
  }

  private static void frozen(Situation situation, Weighing weighing) {
    List<FrozenValue> values = FrozenValues.of(situation.trials().all());
    if (!values.isEmpty()) {
      FrozenValue value = values.get(0);
      if (value.reading() == FrozenValue.Reading.TOKEN) {
        // A name of the process is such a value as well; it need not be what is over its time.
        weighing.supports(1, "a value in the log is each process' own", value.evidence());
        return;
      }
      weighing.crucial(
          3.5,
          "a value in the log stands still within each of "
              + value.processes()
              + " processes and differs between them ("
              + AgeText.of(value)
              + ")",
          value.evidence());
    }
  }

  /** The failure itself names the moment at which its process started. */
  private static void ownStart(Situation situation, Weighing weighing) {
    List<OwnStart.Named> named = OwnStart.of(situation.trials().failedInB());
    List<Ref> refs = named.stream().map(OwnStart.Named::ref).toList();
    long processes = named.stream().map(OwnStart.Named::process).distinct().count();
    if (processes > 1) {
      weighing.crucial(
          3.5, "each failing process names the moment of its own start (" + processes + ")", refs);
    } else if (processes == 1) {
      weighing.supports(2.5, "the failing process names the moment of its own start", refs);
    }
    if (processes > 0) {
      weighing.needsControl();
      return;
    }
    List<OwnStart.Named> days = OwnStart.ofDay(situation.trials().failedInB());
    if (!days.isEmpty()) {
      weighing.supports(
          2.5,
          "the failing processes name the day on which they started, on a later one",
          days.stream().map(OwnStart.Named::ref).toList());
      weighing.needsControl();
    }
  }

  private static void controls(Situation situation, Partition age, Weighing weighing) {
    double limit = age.threshold().map(Partition.Threshold::to).orElse(0.0);
    List<Trial> youngHere =
        situation.trials().ok(Trial.Side.B).stream().filter(t -> isYounger(t, limit)).toList();
    weighing.control(
        2.5,
        Claims.count(youngHere.size(), "invocation", "invocations")
            + " of the same run worked, in fresh or young processes",
        Trials.refs(youngHere));
    List<Trial> warmYoung =
        (age.pValue() <= SIGNIFICANT
                ? situation.trials().ok()
                : situation.trials().ok(Trial.Side.B))
            .stream()
                .filter(trial -> isYounger(trial, limit) && trial.cold().map(c -> !c).orElse(false))
                .toList();
    weighing.control(
        1,
        Claims.count(warmYoung.size(), "warm but young invocation", "warm but young invocations")
            + " worked, so that warmth is not what fails",
        Trials.refs(warmYoung));
  }

  private static boolean isYounger(Trial trial, double limit) {
    return trial.invocation().map(Invocation::ageMs).filter(age -> age[1] < limit).isPresent();
  }

  private static void decide(Situation situation, Weighing weighing) {
    if (!weighing.hasSupport()) {
      return;
    }
    String function = situation.function().orElse("");
    if (!weighing.isCrucialSeen()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "the code shows whether a clock, a deadline or another value is taken at import",
              "aws lambda get-function --function-name " + function + " --query Code",
              "lambda:GetFunction"));
    }
    weighing.wouldDecide(
        WouldDecide.experiment(
            "the same input on a fresh process would work",
            "invoke "
                + function
                + " with the input of a failing item after a change of its configuration that"
                + " recycles its sandboxes (not read-only)"));
  }
}
