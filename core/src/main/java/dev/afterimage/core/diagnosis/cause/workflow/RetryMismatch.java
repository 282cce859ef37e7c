// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.compare.Definition;
import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.Situation;
import dev.afterimage.core.diagnosis.Verdicts;
import dev.afterimage.core.diagnosis.Weighing;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A passing error was not retried, because no retrier of the state names it. */
public final class RetryMismatch implements CauseTest {
  private static final Cause CAUSE =
      new Cause(
          "retry-mismatch",
          "No retrier names the error",
          Cause.Role.MECHANISM,
          "A passing error of the service ended the state after one attempt, and the state has"
              + " retriers, none of which names it.",
          new Cause.Remedy(
              "Add the error's name to ErrorEquals of a retrier; names are case-sensitive",
              "States.TaskFailed does not match States.Timeout, nor does one exception another"));

  /** Errors of AWS that pass by themselves. */
  private static final Pattern PASSING =
      Pattern.compile(
          "Lambda\\.(ServiceException|AWSLambdaException|SdkClientException"
              + "|ClientExecutionTimeoutException|TooManyRequestsException|Unknown"
              + "|CodeArtifactUserPendingException|ENINotReadyException|EC2ThrottledException"
              + "|ResourceNotReadyException)|Sandbox\\.Timedout|States\\.Timeout");

  /** A fault of the service that its own SDK does not name: retriers of the named ones miss it. */
  private static final Pattern UNNAMED = Pattern.compile("Lambda\\.AWSLambdaException");

  @Override
  public Cause cause() {
    return CAUSE;
  }

  @Override
  public void test(Situation situation, Verdicts soFar, Weighing weighing) {
    Optional<Step> step = situation.failure().flatMap(failure -> failure.origin().step());
    Optional<Definition> definition = situation.comparison().definition();
    if (step.isEmpty() || definition.isEmpty()) {
      return;
    }
    if (step.get().attempts().size() > 1) {
      weighing.contradicts(3, "the step was tried again", List.of(step.get().end().ref()));
      return;
    }
    Optional<Definition.State> state = definition.get().state(step.get().id().name());
    List<String> names = new ArrayList<>();
    state.ifPresent(s -> names.addAll(retried(s.json())));
    boolean transientError = PASSING.matcher(situation.error()).matches() && !isLasting(situation);
    Optional<String> misspelt =
        names.stream().filter(name -> isMisspelt(name, situation.error())).findFirst();
    if (names.isEmpty() || (!transientError && misspelt.isEmpty())) {
      weighing.weakens(
          2,
          names.isEmpty() ? "the state has no retrier" : "the error does not pass by itself",
          situation.failureRef());
      return;
    }
    if (matches(names, situation.error())) {
      weighing.contradicts(3, "a retrier names the error", situation.failureRef());
      return;
    }
    Ref retriers = definition.get().ref().inside(state.orElseThrow().pointer() + "/Retry");
    weighing.crucial(
        3.5,
        situation.error() + " was not tried again: the retriers name " + String.join(", ", names),
        List.of(retriers, situation.failureRef().get(0)));
    if (misspelt.isPresent()) {
      return;
    }
    // Where the service failed under its own name a retry may be all that is missing, or not.
    if (!UNNAMED.matcher(situation.error()).matches() || !soFar.isHeld("service-fault")) {
      weighing.holdBack();
    }
  }

  /** Whether a retrier means the error and does not match it: by case, package or suffix. */
  static boolean isMisspelt(String name, String error) {
    return !name.equals(error)
        && !name.startsWith("States.")
        && !bare(name).isEmpty()
        && bare(name).equals(bare(error));
  }

  private static String bare(String name) {
    String last = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return last.replaceFirst("(error|exception)$", "");
  }

  /** A refusal for a missing right, or for too much load at a limit, does not pass by a retry. */
  private static boolean isLasting(Situation situation) {
    return situation
        .failure()
        .flatMap(failure -> failure.origin().text().refusal())
        .filter(refusal -> refusal.status() == 403 || refusal.status() == 404)
        .isPresent();
  }

  private static List<String> retried(JsonNode state) {
    List<String> names = new ArrayList<>();
    for (JsonNode retrier : state.path("Retry")) {
      retrier.path("ErrorEquals").forEach(name -> names.add(name.asText()));
    }
    return names;
  }

  static boolean matches(List<String> names, String error) {
    return names.contains(error)
        || (names.contains("States.ALL")
            && !error.equals("States.DataLimitExceeded")
            && !error.equals("States.Runtime"))
        || (names.contains("States.TaskFailed") && !error.equals("States.Timeout"));
  }
}
