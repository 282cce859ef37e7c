// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.afterimage.core.evidence.Json;
import java.util.Optional;
import java.util.stream.Stream;

/** The executions that tasks start, by the optimised integration or through the SDK's. */
final class NestedExecutions {
  private NestedExecutions() {}

  /** Returns the ARNs of the executions that a run started itself. */
  static Stream<String> of(Run run) {
    return run.steps().stream().flatMap(NestedExecutions::of);
  }

  /** Returns the ARNs of the executions that a step started. */
  static Stream<String> of(Step step) {
    return step.attempts().stream().flatMap(attempt -> of(attempt).stream());
  }

  /** The output names the execution, and the cause where it failed. */
  private static Optional<String> of(Attempt attempt) {
    String service = attempt.target().service();
    if (!service.equals("states") && !service.equals("aws-sdk:sfn")) {
      return Optional.empty();
    }
    return attempt
        .output()
        .json()
        .flatMap(NestedExecutions::arn)
        .or(() -> attempt.end().cause().flatMap(Json::parseObject).flatMap(NestedExecutions::arn));
  }

  private static Optional<String> arn(JsonNode answer) {
    return Json.text(answer, "ExecutionArn").or(() -> Json.text(answer, "executionArn"));
  }
}
