// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.dependency;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.OwnError;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.limits.FunctionTimeout;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.LogLine;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A service that the function called answered with 5xx, refused, or did not answer. */
public final class DependencyFailure implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "dep-5xx",
          "A dependency failed",
          Cause.Role.MECHANISM,
          "One dependency answered with 5xx or refused across sandboxes, ages and items, in one"
              + " stretch of time.",
          new Cause.Remedy(
              "Give calls of the dependency timeouts, retries with backoff and a circuit breaker",
              "its failures come back"));

  private static final Pattern SIGN =
      Pattern.compile(
          "\\b(HTTP|http|[Ss]tatus|[Ss]tatus [Cc]ode|[Ee]rror code|code|response)[ /:=\"]*"
              + "(1\\.1 )?(500|502|503|504|529)\\b"
              + "|\\b(500|502|503|504|529) (Internal Server Error|Bad Gateway|Service Unavailable"
              + "|Gateway Time-?out|Server Error)"
              + "|\\bECONNREFUSED\\b|[Cc]onnection refused|\\bAPI(Connection|Timeout)Error\\b"
              + "|ReadTimeout|Read timed out|Service Unavailable|Bad Gateway");

  private static final Pattern NO_ANSWER =
      Pattern.compile(
          SIGN.pattern() + "|timeout of \\d+ ?ms exceeded|context deadline exceeded|timed out");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty()) {
      return;
    }
    if (OwnError.isRefusal(situation.error())) {
      Claims.otherError(situation, weighing, "one that the function met");
      return;
    }
    LogSign sign = LogSign.of(situation, SIGN);
    if (!sign.isSeen()) {
      sign.missing(weighing, "an answer 5xx, a refusal or a wait");
      return;
    }
    spread(situation, sign, weighing);
  }

  private static void spread(Situation situation, LogSign sign, Weighing weighing) {
    List<Trial> failed = situation.trials().failedInB();
    weighing.supports(
        2.5, "failing invocations met another service that failed: " + sign.shown(), sign.refs());
    Set<String> sandboxes = new TreeSet<>();
    Trials.invocations(failed).forEach(i -> sandboxes.add(i.place().stream().name()));
    boolean parted =
        situation.partitions().stream()
            .filter(p -> Set.of("processAgeMs", "item", "version").contains(p.attribute()))
            .anyMatch(
                p -> p.separates() && p.pValue() < 0.05 && !p.collinearWith().contains("run"));
    if (sandboxes.size() > 1 && !parted) {
      weighing.crucial(
          1.5,
          "it failed in " + sandboxes.size() + " sandboxes, whatever their age and their item",
          Trials.refs(failed));
    } else if (FunctionTimeout.isLimitOfTime(situation) && !repeated(situation).isEmpty()) {
      weighing.crucial(
          1.5, "its calls went wrong again and again until the time was over", repeated(situation));
    } else if (parted) {
      weighing.weakens(
          1.5, "the failures follow something of the function's own", Trials.refs(failed));
    }
  }

  /** Returns lines of one failing invocation that speak of calls without an answer, if several. */
  private static List<Ref> repeated(Situation situation) {
    return Trials.invocations(situation.trials().failedInB())
        .map(
            invocation ->
                invocation.lines().stream()
                    .filter(line -> line.content() instanceof LogLine.Application)
                    .filter(line -> NO_ANSWER.matcher(line.text()).find())
                    .map(LogLine::ref)
                    .toList())
        .filter(lines -> lines.size() > 1)
        .findFirst()
        .orElse(List.of());
  }
}
