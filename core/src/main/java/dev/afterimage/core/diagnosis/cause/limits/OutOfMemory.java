// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.limits;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import java.util.List;
import java.util.regex.Pattern;

/** The sandbox's memory was used up and the process killed. */
public final class OutOfMemory implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "oom",
          "The function ran out of memory",
          Cause.Role.MECHANISM,
          "The error type is Runtime.OutOfMemory, or the process was killed at its memory limit in"
              + " that very invocation.",
          new Cause.Remedy(
              "Raise MemorySize, stream instead of buffering, or mend the leak",
              "the process is killed at its limit"));

  private static final String ERROR = "Runtime.OutOfMemory";
  private static final Pattern KILLED = Pattern.compile("signal: killed");
  private static final double CEILING = 0.95;

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    List<Invocation> failing = Trials.invocations(situation.trials().failedInB()).toList();
    if (situation.error().equals(ERROR)) {
      weighing.crucial(5, "the error is " + ERROR, situation.failureRef());
    }
    weighing.crucial(4, "the report says " + ERROR, reported(failing));
    List<Ref> killed = situation.symptoms().refs(KILLED);
    boolean wasKilled = !killed.isEmpty() || exits(failing).findAny().isPresent();
    List<Invocation> full = failing.stream().filter(i -> use(i) >= CEILING).toList();
    if (wasKilled && !full.isEmpty()) {
      weighing.crucial(4, "the process was killed with its memory used up", Claims.reports(full));
    } else if (wasKilled) {
      weighing.supports(1.5, "the process was killed", killed);
    }
    if (!weighing.isCrucialSeen()) {
      against(situation, failing, wasKilled, weighing);
    }
  }

  private static List<Ref> reported(List<Invocation> failing) {
    return failing.stream()
        .flatMap(invocation -> invocation.report().stream())
        .filter(report -> report.line().errorType().filter(ERROR::equals).isPresent())
        .map(Invocation.Report::ref)
        .toList();
  }

  private static java.util.stream.Stream<LogLine> exits(List<Invocation> failing) {
    return failing.stream()
        .flatMap(invocation -> invocation.lines().stream())
        .filter(
            line ->
                line.content() instanceof LogLine.Exited exited
                    && KILLED.matcher(exited.why()).find());
  }

  /** Returns the share of memory used; 0 where the report does not tell. */
  static double use(Invocation invocation) {
    return invocation
        .report()
        .map(report -> report.line().metrics())
        .filter(m -> m.memorySizeMb().isPresent() && m.maxMemoryUsedMb().isPresent())
        .map(m -> m.maxMemoryUsedMb().get() / m.memorySizeMb().get())
        .orElse(0.0);
  }

  private static void against(
      Situation situation, List<Invocation> failing, boolean wasKilled, Weighing weighing) {
    List<Invocation> reported = failing.stream().filter(i -> use(i) > 0).toList();
    double most = reported.stream().mapToDouble(OutOfMemory::use).max().orElse(0);
    if (!reported.isEmpty() && !wasKilled) {
      weighing.contradicts(
          4,
          "the process was not killed; at most "
              + Math.round(most * 100)
              + " % of the memory was used",
          Claims.reports(reported));
    } else if (!reported.isEmpty() && most < CEILING) {
      weighing.weakens(
          3,
          "at most " + Math.round(most * 100) + " % of the memory was used",
          Claims.reports(reported));
    } else if (!wasKilled && !situation.error().equals("Runtime.ExitError")) {
      Claims.otherError(situation, weighing, ERROR);
    } else {
      Claims.logsWouldTell(situation, weighing, "the reports tell how much memory was used");
    }
  }
}
