// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.limits;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.LogSign;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trial;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.diagnosis.cause.service.ProvisionedSpillover;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.provenance.ConfigurationInForce;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Many sandboxes started at once, and their start used up the time that a limit allows. */
public final class ColdStorm implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "cold-storm",
          "Cold starts used up the time",
          Cause.Role.MECHANISM,
          "The failing attempts are the cold ones, and their initialisation or their wait used up"
              + " the limit that fired.",
          new Cause.Remedy(
              "Use provisioned concurrency, raise MaxConcurrency in steps, or load lazily",
              "many sandboxes start at once"));

  private static final double MOST_OF_LIMIT = 0.5;

  private static final Pattern LIMIT = Pattern.compile("(^|/)Timeout(Seconds)?$");

  /** How databases refuse a further connection. */
  private static final Pattern STAMPEDE =
      Pattern.compile(
          "[Tt]oo many (clients|connections)|remaining connection slots|ER_CON_COUNT_ERROR"
              + "|max_connections|[Cc]onnection limit (reached|exceeded)|ORA-00020|ORA-12516");

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
    List<Trial> warm = failed.stream().filter(t -> t.cold().map(c -> !c).orElse(false)).toList();
    List<Trial> cold = failed.stream().filter(t -> t.cold().orElse(false)).toList();
    weighing.contradicts(
        4, warm.size() + " of the failing invocations ran in warm processes", Trials.refs(warm));
    if (!warm.isEmpty()) {
      return;
    }
    if (cold.isEmpty()) {
      LogSign sign = LogSign.of(situation, STAMPEDE);
      if (sign.isSeen() && failed.size() > 1) {
        weighing.supports(
            2,
            "several invocations at once met a limit of connections: " + sign.shown(),
            sign.refs());
        Claims.logsWouldTell(
            situation, weighing, "the logs tell whether the failing ones were cold");
      } else if (FunctionTimeout.isLimitOfTime(situation)) {
        Claims.logsWouldTell(
            situation, weighing, "the logs tell whether the failing ones were cold");
      } else {
        Claims.otherError(situation, weighing, "a timeout");
      }
      return;
    }
    if (soFar.isHeld("init-timeout")) {
      weighing.weakens(
          1.5, "the initialisation itself took longer than Lambda allows", Trials.refs(cold));
      weighing.holdBack();
    }
    if (soFar.isHeld("pc-spillover")) {
      weighing.weakens(
          1, "they were cold because provisioned concurrency was used up", Trials.refs(cold));
      weighing.holdBack();
    }
    if (ProvisionedSpillover.isLeftOpen(situation)) {
      // They may be cold because provisioned concurrency was used up.
      weighing.needsControl();
    }
    stampede(situation, cold, weighing);
    used(situation, cold, weighing);
  }

  /** What starts at once asks at once: for connections, secrets, addresses. */
  private static void stampede(Situation situation, List<Trial> cold, Weighing weighing) {
    LogSign sign = LogSign.of(situation, STAMPEDE);
    if (sign.isSeen() && cold.size() > 1) {
      weighing.crucial(3, "the cold ones met a limit of connections: " + sign.shown(), sign.refs());
    } else if (sign.isSeen()) {
      weighing.supports(2, "a cold one met a limit of connections: " + sign.shown(), sign.refs());
    }
  }

  private static void used(Situation situation, List<Trial> cold, Weighing weighing) {
    if (!FunctionTimeout.isLimitOfTime(situation)) {
      if (LogSign.of(situation, STAMPEDE).isSeen()) {
        return;
      }
      weighing.weakens(
          2.5, "the failing ones were cold, but no limit of time fired", situation.failureRef());
      return;
    }
    List<Trial> eaten = cold.stream().filter(t -> share(situation, t) >= MOST_OF_LIMIT).toList();
    List<Trial> alsoCold =
        situation.trials().ok().stream().filter(t -> t.cold().orElse(false)).toList();
    if (eaten.size() == cold.size() && cold.size() > 1) {
      weighing.crucial(
          3,
          "all "
              + cold.size()
              + " failing invocations were cold, and their start took most of the"
              + " time they had",
          Trials.refs(eaten));
    } else {
      weighing.weakens(2, "the start of the cold ones left most of the time", Trials.refs(cold));
    }
    weighing.weakens(
        0.5, alsoCold.size() + " cold invocations worked as well", Trials.refs(alsoCold));
    boolean asSlowBefore =
        situation.trials().ok(Trial.Side.A).stream()
            .filter(t -> t.cold().orElse(false))
            .anyMatch(t -> share(situation, t) >= MOST_OF_LIMIT);
    if (asSlowBefore || isLimitNew(situation)) {
      // Then the limit may be what is new, and not the cold starts.
      weighing.needsControl();
    }
  }

  private static boolean isLimitNew(Situation situation) {
    return situation.comparison().changes().stream()
        .filter(Change::relevant)
        .anyMatch(change -> LIMIT.matcher(change.field().name()).find());
  }

  /** The share of the limit that passed before the handler began, or in a repeated init. */
  private static double share(Situation situation, Trial trial) {
    Optional<Double> limit =
        trial
            .call()
            .flatMap(c -> c.call().attempt().target().timeoutSeconds())
            .or(() -> situation.attempt().flatMap(a -> a.target().timeoutSeconds()))
            .map(Long::doubleValue)
            .or(
                () ->
                    situation
                        .configuration()
                        .flatMap(ConfigurationInForce::timeoutSeconds)
                        .map(Long::doubleValue));
    Optional<Double> waited =
        trial
            .call()
            .flatMap(
                c ->
                    trial
                        .invocation()
                        .map(Invocation::times)
                        .map(
                            times ->
                                Duration.between(
                                            c.call().attempt().times().scheduled(), times.start())
                                        .toMillis()
                                    / 1000.0));
    Optional<Double> started =
        trial
            .invocation()
            .map(Invocation::times)
            .map(times -> Duration.between(times.begun(), times.start()).toMillis() / 1000.0);
    double used = Math.max(waited.orElse(0.0), started.orElse(0.0));
    return limit.isEmpty() ? 0 : used / limit.get();
  }
}
