// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.workload;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;

/** How Tasks call functions in one state machine, and how results are handed on. */
public enum Wiring {
  /** The Resource is the function. */
  DIRECT,
  /** The Resource is {@code lambda:invoke}. */
  OPTIMISED,
  /** As before, in JSONata. */
  JSONATA;

  private static final String INVOKE = "arn:aws:states:::lambda:invoke";

  /**
   * Returns a Task whose result lies under a field of the document.
   *
   * @param functionArn with its qualifier, if it has one
   */
  ObjectNode task(String functionArn, String field) {
    ObjectNode state = call(functionArn);
    switch (this) {
      case DIRECT -> state.put("ResultPath", "$." + field);
      case OPTIMISED -> {
        state.putObject("ResultSelector").put("value.$", "$.Payload");
        state.put("ResultPath", "$." + field);
      }
      case JSONATA ->
          state.put(
              "Output", "{% $merge([$states.input, {'" + field + "': $states.result.Payload}]) %}");
    }
    return state;
  }

  /** Returns a Task whose result is its whole output. */
  ObjectNode lastTask(String functionArn) {
    ObjectNode state = call(functionArn);
    switch (this) {
      case DIRECT -> {}
      case OPTIMISED -> state.put("OutputPath", "$.Payload");
      case JSONATA -> state.put("Output", "{% $states.result.Payload %}");
    }
    return state;
  }

  private ObjectNode call(String functionArn) {
    ObjectNode state = Json.object().put("Type", "Task");
    if (this == DIRECT) {
      return state.put("Resource", requireNonNull(functionArn, "functionArn is null"));
    }
    state.put("Resource", INVOKE);
    ObjectNode parameters = state.putObject(this == JSONATA ? "Arguments" : "Parameters");
    parameters.put("FunctionName", functionArn);
    if (this == JSONATA) {
      parameters.put("Payload", "{% $states.input %}");
    } else {
      parameters.put("Payload.$", "$");
    }
    return state;
  }

  /** Returns the path or expression of a part of a result. */
  String of(String field, String part) {
    return switch (this) {
      case DIRECT -> "$." + field + "." + part;
      case OPTIMISED -> "$." + field + ".value." + part;
      case JSONATA -> "{% $states.input." + field + "." + part + " %}";
    };
  }
}
