// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a Task asks for.
 *
 * @param run the execution that asks
 * @param resource the action: {@code lambda:invoke}, {@code states:startExecution}; the ARN of a
 *     function that is called directly
 * @param pattern how the answer is waited for: empty, sync, sync:2 or waitForTaskToken
 * @param parameters what Parameters or Arguments made
 * @param role who acts
 */
record TaskCall(
    ExecutionRun run, String resource, String pattern, JsonNode parameters, String role) {
  TaskCall {
    requireNonNull(run, "run is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(pattern, "pattern is null");
    requireNonNull(parameters, "parameters is null");
    requireNonNull(role, "role is null");
  }

  boolean waitsForToken() {
    return pattern.equals("waitForTaskToken");
  }
}
