// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.ErrorText;
import dev.afterimage.core.history.EventType;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.RunStatus;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who produced an error: the first question, since the same word can come from several places. */
public enum Owner {
  /** User code, or its process: exit, memory and timeout included. */
  FUNCTION,
  /** Lambda refused the call; the function did not run. */
  LAMBDA_SERVICE,
  STEP_FUNCTIONS,
  /** The error is another service's, relayed by the function or met by the state itself. */
  DEPENDENCY,
  /** A stop, a Fail state, a permission: somebody's decision. */
  OPERATOR;

  /** How AWS SDKs and common HTTP clients write down the error of another service. */
  private static final Pattern RELAYED =
      Pattern.compile(
          "An error occurred \\(\\w+\\) when calling the \\w+ operation"
              + "|\\(Service: [^;,)]+[;,] Status Code: \\d+"
              + "|\\b(Connect|Read)Timeout(Error)?\\b|\\bECONN(REFUSED|RESET)\\b|\\bETIMEDOUT\\b"
              + "|\\bENOTFOUND\\b|\\bEAI_AGAIN\\b|Connection (refused|reset)"
              + "|\\bAPI(Connection|Timeout|Status)Error\\b|\\bRateLimitError\\b"
              + "|Max retries exceeded with url|\\bHTTPError\\b|Could not connect to the endpoint"
              + "|\\b(HTTP|[Ss]tatus|[Ss]tatus [Cc]ode|[Ee]rror code)[ :=]+(429|5\\d\\d)\\b");

  private static final Pattern DENIED =
      Pattern.compile("is not authorized to (perform|assume)|AccessDenied");

  /** Returns who produced the failing error. */
  public static Owner of(Failure failure) {
    Failure.Leaf leaf = failure.leaf();
    String error = leaf.error().orElse("");
    ErrorText text = leaf.text();
    if (leaf.run().status() == RunStatus.ABORTED || isFailState(leaf)) {
      return OPERATOR;
    }
    if (OwnError.isRefusal(error)) {
      return DENIED.matcher(text.message()).find() ? OPERATOR : LAMBDA_SERVICE;
    }
    boolean denied = error.startsWith("States.") && DENIED.matcher(text.message()).find();
    if (error.equals("States.Permissions") || denied) {
      return OPERATOR;
    }
    Optional<Attempt> attempt = leaf.attempt().filter(a -> a.end().isError());
    if (error.startsWith("States.") || attempt.isEmpty()) {
      return STEP_FUNCTIONS;
    }
    if (attempt.get().target().function().isEmpty() && !attempt.get().target().isInvoke()) {
      return DEPENDENCY;
    }
    return RELAYED.matcher(error + " " + text.message()).find() ? DEPENDENCY : FUNCTION;
  }

  private static boolean isFailState(Failure.Leaf leaf) {
    return leaf.step().filter(s -> s.id().type() == EventType.Subject.FAIL_STATE).isPresent();
  }
}
