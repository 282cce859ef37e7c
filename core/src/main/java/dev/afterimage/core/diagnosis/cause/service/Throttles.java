// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.service;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Concurrency;
import dev.afterimage.core.diagnosis.Metrics;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.WouldDecide;
import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Lambda refused the call because too many were in flight: by the function's reserved concurrency
 * or by the account's limit. The refusal alone does not tell which.
 */
public final class Throttles implements CauseTest {
  /** A metric is counted per minute; a limit is reached a little below its value. */
  private static final double AT_LIMIT = 0.95;

  private static final double FAR_FROM_LIMIT = 0.8;

  private enum Scope {
    RESERVED(
        new Cause(
            "throttle-reserved",
            "The function's reserved concurrency was used up",
            Cause.Role.MECHANISM,
            "Lambda refused the call (429) without any invocation, while the function's own"
                + " concurrency was at its reserved value.",
            new Cause.Remedy(
                "Raise the reserved concurrency, or lower MaxConcurrency of the Map",
                "Lambda refuses what goes beyond it")),
        "ReservedFunctionConcurrentInvocationLimitExceeded"),
    ACCOUNT(
        new Cause(
            "throttle-account",
            "The account's concurrency was used up",
            Cause.Role.MECHANISM,
            "Lambda refused the call (429) without any invocation, while the account's concurrency was"
                + " at its limit.",
            new Cause.Remedy(
                "Raise the account's quota L-B99A9384, and reserve concurrency for what must run",
                "another function can use up the common pool")),
        "(?<!Function)ConcurrentInvocationLimitExceeded");

    private final Cause cause;
    private final Pattern reason;

    Scope(Cause cause, String reason) {
      this.cause = cause;
      this.reason = Pattern.compile(reason);
    }
  }

  private final Scope scope;

  private Throttles(Scope scope) {
    this.scope = scope;
  }

  /** Returns the test of the function's own limit. */
  public static CauseTest reserved() {
    return new Throttles(Scope.RESERVED);
  }

  /** Returns the test of the account's limit. */
  public static CauseTest account() {
    return new Throttles(Scope.ACCOUNT);
  }

  @Override
  public Cause cause() {
    return scope.cause;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.function().isEmpty()) {
      return;
    }
    if (!Refusals.isThrottled(situation)) {
      Claims.otherError(situation, weighing, "a refusal of the call (429) by Lambda");
      return;
    }
    weighing.supports(1, "Lambda refused the call: too many requests", situation.failureRef());
    weighing.crucial(
        4, "Lambda gave the reason of the refusal", situation.symptoms().refs(scope.reason));
    if (scope == Scope.RESERVED) {
      reserved(situation, weighing);
    } else {
      account(situation, weighing);
      ofItsOwn(situation, weighing);
    }
  }

  private static Instant moment(Situation situation) {
    return situation.failure().orElseThrow().origin().event().at();
  }

  private static void reserved(Situation situation, Weighing weighing) {
    String function = situation.function().orElseThrow();
    Concurrency concurrency = new Concurrency(situation.evidence(), situation.runs());
    Optional<Concurrency.Limit> limit = concurrency.reserved(function);
    if (limit.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "the function's reserved concurrency tells whether it has a limit of its own",
              "aws lambda get-function-concurrency --function-name " + function,
              "lambda:GetFunctionConcurrency"));
      return;
    }
    if (limit.get().value().isEmpty()) {
      weighing.contradicts(
          4, function + " has no reserved concurrency", List.of(limit.get().ref()));
      return;
    }
    long reserved = limit.get().value().get();
    Optional<Peak> peak = peak(situation, situation.metrics().of("ConcurrentExecutions", function));
    int ours = concurrency.inFlight(Set.of(function), moment(situation));
    if (peak.isEmpty() && ours < reserved * AT_LIMIT) {
      // The calls of the runs here are not all that a function serves.
      weighing.wouldDecide(
          inThatMinute(
              situation,
              "the function's ConcurrentExecutions in that minute tell whether its limit was reached",
              " --dimensions Name=FunctionName,Value=" + function));
      return;
    }
    compare(
        peak.orElse(new Peak(ours, false, situation.failureRef())),
        reserved,
        "invocations of " + function + " were in flight; it has " + reserved + " reserved",
        limit.get().ref(),
        weighing);
  }

  private static void account(Situation situation, Weighing weighing) {
    Concurrency concurrency = new Concurrency(situation.evidence(), situation.runs());
    Optional<Concurrency.Limit> limit = concurrency.account().filter(l -> l.value().isPresent());
    if (limit.isEmpty()) {
      weighing.wouldDecide(
          WouldDecide.call(
              "the account's limit tells whether it was reached",
              "aws lambda get-account-settings",
              "lambda:GetAccountSettings"));
      return;
    }
    long most = limit.get().value().orElseThrow();
    Optional<Peak> peak =
        peak(situation, situation.metrics().ofAccount("ConcurrentExecutions"))
            .or(() -> peak(situation, situation.metrics().ofAccount("ClaimedAccountConcurrency")));
    int ours = concurrency.inFlight(concurrency.functions(), moment(situation));
    if (peak.isEmpty() && ours < most * AT_LIMIT) {
      weighing.wouldDecide(
          inThatMinute(
              situation,
              "the account's ConcurrentExecutions in that minute tell whether the limit was reached",
              ""));
      return;
    }
    compare(
        peak.orElse(new Peak(ours, false, situation.failureRef())),
        most,
        "invocations were in flight in the whole account; its limit is " + most,
        limit.get().ref(),
        weighing);
    others(situation, weighing);
  }

  /** A function with a limit of its own cannot meet the common one; one without, no other. */
  private static void ofItsOwn(Situation situation, Weighing weighing) {
    new Concurrency(situation.evidence(), situation.runs())
        .reserved(situation.function().orElseThrow())
        .ifPresent(limit -> byReserved(limit, weighing));
  }

  /** Reserved concurrency is kept for its function: what others use cannot take it away. */
  private static void byReserved(Concurrency.Limit limit, Weighing weighing) {
    List<Ref> refs = List.of(limit.ref());
    if (limit.value().isEmpty()) {
      weighing.supports(0.7, "the function has no reserved concurrency", refs);
    } else {
      weighing.contradicts(
          weighing.isCrucialSeen() ? 1.5 : 3,
          "the function has " + limit.value().get() + " of its own reserved",
          refs);
    }
  }

  private static WouldDecide inThatMinute(Situation situation, String text, String dimensions) {
    return WouldDecide.call(
        text,
        "aws cloudwatch get-metric-statistics --namespace AWS/Lambda --metric-name"
            + " ConcurrentExecutions --statistics Maximum --period 60"
            + dimensions
            + " --start-time "
            + moment(situation).minusSeconds(60)
            + " --end-time "
            + moment(situation).plusSeconds(60),
        "cloudwatch:GetMetricStatistics");
  }

  /**
   * The most that was reached.
   *
   * @param mean whether only the mean of a period is known, which may hide what was reached
   */
  private record Peak(double value, boolean mean, List<Ref> refs) {}

  private static Optional<Peak> peak(Situation situation, List<Metrics.Series> series) {
    Instant at = moment(situation);
    return series.stream()
        .flatMap(
            s ->
                s
                    .peak(at.minusSeconds(60), at.plusSeconds(1))
                    .map(p -> new Peak(p.value(), s.measure().mean(), List.of(p.ref())))
                    .stream())
        .max(java.util.Comparator.comparingDouble(Peak::value));
  }

  private static void compare(Peak peak, long limit, String text, Ref limitRef, Weighing weighing) {
    List<Ref> refs = new java.util.ArrayList<>(peak.refs());
    refs.add(limitRef);
    String claim = Math.round(peak.value()) + " " + text;
    if (peak.value() >= limit * AT_LIMIT) {
      weighing.crucial(4, claim, refs);
    } else if (peak.value() < limit * FAR_FROM_LIMIT && !peak.mean()) {
      weighing.contradicts(3, claim, refs);
    } else {
      weighing.weakens(0.5, claim, refs);
    }
  }

  /** Other functions were throttled as well: the limit is not the function's own. */
  private static void others(Situation situation, Weighing weighing) {
    Instant at = moment(situation);
    Set<String> throttled = new TreeSet<>();
    List<Ref> refs = new java.util.ArrayList<>();
    for (Metrics.Series series : situation.metrics().of("Throttles")) {
      series
          .peak(at.minusSeconds(60), at.plusSeconds(1))
          .filter(point -> point.value() > 0)
          .ifPresent(
              point -> {
                throttled.addAll(series.dimensions());
                refs.add(point.ref());
              });
    }
    if (throttled.size() > 1) {
      weighing.supports(
          1.5, throttled.size() + " functions were throttled in the same minute", refs);
    }
  }
}
