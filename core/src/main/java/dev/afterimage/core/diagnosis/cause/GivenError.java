// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Claims;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Trials;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.invocation.InitReports;
import dev.afterimage.core.invocation.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A cause that AWS names itself: by the error, its message, the error type of a report, or the
 * reason of a function's state.
 *
 * @param expected what the error would be, in words
 */
public record GivenError(Cause cause, Signs signs, String expected) implements CauseTest {
  private static final Pattern NEVER = Pattern.compile("(?!)");
  private static final Pattern ANY = Pattern.compile("");

  /**
   * How AWS names a cause.
   *
   * @param error the error's name, or the error type of a report
   * @param message what the message must hold beside
   * @param unless what the message must not hold
   * @param reason the StateReasonCode or LastUpdateStatusReasonCode of the function
   */
  public record Signs(Pattern error, Pattern message, Pattern unless, Pattern reason) {
    /** Returns the sign of an error's name alone. */
    public static Signs error(String error) {
      return new Signs(Pattern.compile(error), ANY, NEVER, NEVER);
    }

    /** Returns this sign with a text that the message must hold. */
    public Signs message(String text) {
      return new Signs(error, Pattern.compile(text), unless, reason);
    }

    /** Returns this sign with a text that the message must not hold. */
    public Signs unless(String text) {
      return new Signs(error, message, Pattern.compile(text), reason);
    }

    /** Returns this sign with a reason that the function's state may give. */
    public Signs reason(String code) {
      return new Signs(error, message, unless, Pattern.compile(code));
    }
  }

  public GivenError {
    requireNonNull(cause, "cause is null");
    requireNonNull(signs, "signs is null");
    requireNonNull(expected, "expected is null");
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    if (situation.failure().isEmpty()) {
      return;
    }
    boolean named =
        signs.error().matcher(situation.error()).matches()
            && signs.message().matcher(told(situation)).find()
            && !signs.unless().matcher(situation.message()).find();
    if (named) {
      weighing.crucial(
          5, "the error is " + situation.error() + ": " + head(situation), situation.failureRef());
    }
    weighing.crucial(4, "a report names " + expected, reports(situation));
    if (weighing.isCrucialSeen()) {
      weighing.supports(1, "the function's state names it", reasons(situation));
    } else if (situation.error().startsWith("Lambda.") && !reasons(situation).isEmpty()) {
      weighing.crucial(3, "the function's state names it", reasons(situation));
    } else {
      Claims.otherError(situation, weighing, expected);
    }
  }

  /** Where the SDK does not model an exception, its name stands in the message alone. */
  private static String told(Situation situation) {
    return situation.error() + " " + situation.message();
  }

  private static String head(Situation situation) {
    String line = situation.message().lines().findFirst().orElse("no message");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** Reports of failing invocations, and of the initialisation before them, by error type. */
  private List<Ref> reports(Situation situation) {
    // A sign that needs words of the message cannot be told from a report, which has none.
    if (signs.message() != ANY) {
      return List.of();
    }
    List<Invocation> failing = Trials.invocations(situation.trials().failedInB()).toList();
    List<Ref> refs = new ArrayList<>();
    for (Invocation invocation : failing) {
      invocation
          .report()
          .filter(r -> r.line().errorType().filter(this::isSign).isPresent())
          .ifPresent(report -> refs.add(report.ref()));
    }
    InitReports.of(situation.fleet(), failing).stream()
        .filter(report -> report.line().errorType().filter(this::isSign).isPresent())
        .forEach(report -> refs.add(report.ref()));
    return refs;
  }

  private boolean isSign(String errorType) {
    return signs.error().matcher(errorType).matches();
  }

  private List<Ref> reasons(Situation situation) {
    return situation
        .configuration()
        .map(
            configuration ->
                List.of("StateReasonCode", "LastUpdateStatusReasonCode").stream()
                    .filter(
                        f ->
                            signs
                                .reason()
                                .matcher(configuration.json().path(f).asText(""))
                                .matches())
                    .map(configuration::ref)
                    .toList())
        .orElse(List.of());
  }
}
