// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.limits;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The function's own time limit: Lambda killed the process when it was over. */
public final class FunctionTimeout implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "fn-timeout",
          "The function's timeout was reached",
          Cause.Role.MECHANISM,
          "The report of the failing request has the status timeout, or Lambda says that the task"
              + " timed out after the configured seconds.",
          new Cause.Remedy(
              "Find the slow span, give every client call a timeout below the time that is left,"
                  + " and raise the function's Timeout or memory only after",
              "a higher limit alone moves the failure"));

  /** Lambda's own names for it; an error of the code can speak of a timeout as well. */
  private static final Pattern ERROR =
      Pattern.compile("^(Sandbox\\.Time(d)?[oO]ut|Runtime\\.InvokeTimeout)$");

  private static final Pattern MESSAGE =
      Pattern.compile("[Tt]ask timed out after \\d+(\\.\\d+)? seconds");

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
    List<Invocation> timedOut =
        failing.stream().filter(i -> i.outcome() == Invocation.Outcome.TIMED_OUT).toList();
    if (isLambdasError(situation)) {
      weighing.crucial(
          5,
          "Lambda ended the invocation: " + firstLine(situation.message()),
          situation.failureRef());
    } else if (situation.error().startsWith("Lambda.")) {
      Claims.otherError(situation, weighing, "a timeout of the function");
      return;
    }
    weighing.crucial(
        4,
        Claims.count(timedOut.size(), "failing invocation was", "failing invocations were")
            + " ended by Lambda's timeout",
        timedOut.stream().map(Invocation::ref).toList());
    // Older builds report no status, and an error of Lambda's own says enough.
    if (timedOut.isEmpty() && !isLambdasError(situation)) {
      againstByReports(situation, failing, weighing);
    }
    baseline(situation, weighing);
  }

  /** Whether a limit of time ended the attempt: the function's, or one of the state. */
  public static boolean isLimitOfTime(Situation situation) {
    return isLambdasError(situation) || situation.error().equals("States.Timeout");
  }

  static boolean isLambdasError(Situation situation) {
    return ERROR.matcher(situation.error()).matches()
        || (situation.error().equals("Lambda.Unknown")
            && MESSAGE.matcher(situation.message()).find());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("it timed out");
  }

  private static void againstByReports(
      Situation situation, List<Invocation> failing, Weighing weighing) {
    List<Invocation> reported = failing.stream().filter(i -> i.report().isPresent()).toList();
    double longest =
        reported.stream()
            .flatMap(i -> i.durationMs().stream())
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(0);
    Optional<Long> limit = situation.configuration().flatMap(ConfigurationInForce::timeoutSeconds);
    if (!reported.isEmpty()) {
      String against =
          limit.map(s -> ", of a limit of " + s + " s").orElse(", and Lambda reported no timeout");
      weighing.contradicts(
          5,
          "the failing invocations took at most " + Claims.duration(longest) + against,
          Claims.reports(reported));
    } else {
      Claims.otherError(situation, weighing, "Lambda's Sandbox.Timedout");
    }
  }

  private static void baseline(Situation situation, Weighing weighing) {
    Optional<Long> limit = situation.configuration().flatMap(ConfigurationInForce::timeoutSeconds);
    List<Invocation> ok =
        Trials.invocations(situation.trials().ok())
            .filter(i -> i.durationMs().isPresent())
            .toList();
    if (limit.isEmpty() || ok.isEmpty() || !weighing.isCrucialSeen()) {
      return;
    }
    double longest = ok.stream().mapToDouble(i -> i.durationMs().orElse(0.0)).max().orElse(0);
    weighing.supports(
        0.3,
        "successful invocations took at most "
            + Claims.duration(longest)
            + " of "
            + limit.get()
            + " s",
        Claims.reports(ok));
  }
}
