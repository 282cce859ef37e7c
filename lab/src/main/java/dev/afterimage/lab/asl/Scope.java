// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the expressions of a state can refer to.
 *
 * @param input the state's input
 * @param context the context object
 * @param variables what was assigned so far
 * @param result the result of the task, the branches, the items, once there is one
 * @param errorOutput the error that is handled, where one is
 */
public record Scope(
    JsonNode input,
    ObjectNode context,
    Map<String, JsonNode> variables,
    Optional<JsonNode> result,
    Optional<JsonNode> errorOutput) {
  public Scope {
    requireNonNull(input, "input is null");
    requireNonNull(context, "context is null");
    variables = new TreeMap<>(variables);
    requireNonNull(result, "result is null");
    requireNonNull(errorOutput, "errorOutput is null");
  }

  /** The scope of a state that was just entered. */
  public static Scope of(JsonNode input, ObjectNode context, Map<String, JsonNode> variables) {
    return new Scope(input, context, variables, Optional.empty(), Optional.empty());
  }

  /** Returns the scope with a result. */
  public Scope withResult(JsonNode value) {
    return new Scope(input, context, variables, Optional.of(value), errorOutput);
  }

  /** Returns the scope with an error that is handled. */
  public Scope withError(JsonNode value) {
    return new Scope(input, context, variables, result, Optional.of(value));
  }

  /** Returns the scope with another input. */
  public Scope withInput(JsonNode value) {
    return new Scope(value, context, variables, result, errorOutput);
  }
}
