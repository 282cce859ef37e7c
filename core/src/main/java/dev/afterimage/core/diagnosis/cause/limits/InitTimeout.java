// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.limits;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.InitReports;
import dev.afterimage.core.invocation.Invocation;
import java.util.List;
import java.util.Optional;

/** The 10 s of the init phase were over; Lambda ran the initialisation again inside the invoke. */
public final class InitTimeout implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "init-timeout",
          "The initialisation took longer than Lambda allows",
          Cause.Role.MECHANISM,
          "An INIT_REPORT with the phase init and the status timeout stands directly before the"
              + " failing START of its stream.",
          new Cause.Remedy(
              "Load heavy modules lazily, raise the memory, or use provisioned concurrency",
              "an initialisation that is cut off is run again inside the invocation"));

  /** What Lambda allows an initialisation. */
  private static final int INIT_SECONDS = 10;

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    List<Trial> failed = situation.trials().failedInB();
    List<Ref> reports = timedOut(situation, Trials.invocations(failed).toList());
    if (!reports.isEmpty()) {
      weigh(situation, failed, reports, weighing);
      return;
    }
    none(situation, failed, weighing);
  }

  private static void weigh(
      Situation situation, List<Trial> failed, List<Ref> reports, Weighing weighing) {
    Optional<Long> limit =
        situation
            .attempt()
            .filter(a -> situation.error().equals("States.Timeout"))
            .flatMap(a -> a.target().timeoutSeconds());
    List<Trial> others =
        failed.stream()
            .filter(t -> t.invocation().isPresent())
            .filter(t -> timedOut(situation, t.invocation().stream().toList()).isEmpty())
            .toList();
    if (limit.filter(seconds -> seconds <= INIT_SECONDS).isPresent()) {
      weighing.contradicts(
          3,
          "Step Functions had stopped waiting after "
              + limit.get()
              + " s, before the initialisation's own limit",
          situation.failureRef());
    } else if (!others.isEmpty()) {
      weighing.supports(2, "an initialisation before a failing invocation timed out", reports);
      weighing.weakens(
          1.5,
          Claims.count(others.size(), "other one failed", "other ones failed") + " without that",
          Trials.refs(others));
    } else {
      weighing.crucial(5, "the initialisation before the failing invocation timed out", reports);
    }
  }

  /** An initialisation inside an invocation (phase invoke) has the function's timeout, not ours. */
  private static List<Ref> timedOut(Situation situation, List<Invocation> invocations) {
    return InitReports.of(situation.fleet(), invocations).stream()
        .filter(report -> report.line().status().filter("timeout"::equals).isPresent())
        .filter(report -> report.line().phase().filter(p -> !p.equals("init")).isEmpty())
        .map(InitReports.Placed::ref)
        .toList();
  }

  private static void none(Situation situation, List<Trial> failed, Weighing weighing) {
    if (!FunctionTimeout.isLimitOfTime(situation)) {
      Claims.otherError(situation, weighing, "a timeout");
    } else if (situation.hasFailingLogs()) {
      weighing.contradicts(
          4,
          "no INIT_REPORT of a timeout in the phase init stands before the failing invocations",
          Trials.refs(failed));
    } else {
      Claims.logsWouldTell(
          situation, weighing, "an INIT_REPORT before START tells how the initialisation ended");
    }
  }
}
