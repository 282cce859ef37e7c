// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.cause.workflow;

import dev.afterimage.core.diagnosis.Cause;
import dev.afterimage.core.diagnosis.CauseTest;
import dev.afterimage.core.diagnosis.cause.GivenError;
import dev.afterimage.core.diagnosis.cause.GivenError.Signs;
import java.util.List;

/** Causes that Step Functions names. */
public final class WorkflowErrors {
  private static final String HISTORY_LIMIT = "maximum number of history events";

  private WorkflowErrors() {}

  /** Returns the tests, one row a cause. */
  public static List<CauseTest> all() {
    return List.of(
        row(
            "sfn-data-limit",
            "A payload is larger than Step Functions allows",
            "States.DataLimitExceeded is the error.",
            new Cause.Remedy(
                "Pass a pointer to S3, cut the result with ResultSelector, or use a distributed Map",
                "a payload may have 262,144 bytes of UTF-8"),
            Signs.error("States\\.DataLimitExceeded")),
        row(
            "sfn-history-limit",
            "The history reached 25,000 events",
            "States.Runtime speaks of the maximum number of history events.",
            new Cause.Remedy(
                "Move loops and large Maps into executions of their own",
                "event 25,000 itself is the failure"),
            Signs.error("States\\.Runtime").message(HISTORY_LIMIT)),
        row(
            "sfn-runtime",
            "A path or parameter of a state failed",
            "States.Runtime names the state and the path that failed.",
            new Cause.Remedy(
                "Mend the path, or what the state before gives it; test it with IsPresent",
                "such an error is neither retried nor caught by States.ALL"),
            Signs.error("States\\.Runtime").unless(HISTORY_LIMIT)),
        row(
            "sfn-param-path",
            "A named error of the state's paths",
            "One of the path errors of the States Language is the error.",
            new Cause.Remedy(
                "Mend the path, and give a Choice a Default", "the input has another shape"),
            Signs.error(
                "States\\.(ParameterPathFailure|ResultPathMatchFailure|IntrinsicFailure"
                    + "|NoChoiceMatched)")),
        row(
            "sfn-query-eval",
            "A JSONata expression failed",
            "States.QueryEvaluationError is the error.",
            new Cause.Remedy(
                "Mend the expression at the location that the error names, or what it reads",
                "an expression that gives nothing is an error"),
            Signs.error("States\\.QueryEvaluationError")),
        row(
            "sfn-item-reader",
            "The items of a distributed Map could not be read",
            "States.ItemReaderFailed is the error.",
            new Cause.Remedy(
                "Mend the object, its format, or the role's right to read it",
                "no child of the Map was started"),
            Signs.error("States\\.ItemReaderFailed")),
        row(
            "sfn-result-writer",
            "The results of a distributed Map could not be written",
            "States.ResultWriterFailed is the error.",
            new Cause.Remedy(
                "Mend the bucket's policy or the role's right to write",
                "the children had succeeded; only their results were lost"),
            Signs.error("States\\.ResultWriterFailed")),
        row(
            "sfn-assume-role",
            "A role cannot be assumed",
            "Step Functions says that it may not assume a role.",
            new Cause.Remedy(
                "Restore the trust policy of the role", "Step Functions works with its rights"),
            Signs.error("States\\.(TaskFailed|Permissions|Runtime)")
                .message("not authorized to assume")));
  }

  private static CauseTest row(
      String id, String title, String crucial, Cause.Remedy remedy, Signs signs) {
    Cause cause = new Cause(id, title, Cause.Role.MECHANISM, crucial, remedy);
    return new GivenError(cause, signs, "what Step Functions says of this cause");
  }
}
