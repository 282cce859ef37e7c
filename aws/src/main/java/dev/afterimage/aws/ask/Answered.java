// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.call.CallFailure;
import java.util.Optional;

/**
 * What came of a query.
 *
 * @param json the answer, redacted; of an answer with items only the members beside them
 * @param failure why there is no answer, or why it is not whole
 * @param depth how many calls had to be made one after another for it, those before it included
 */
public record Answered(State state, ObjectNode json, Optional<CallFailure> failure, int depth) {

  /** How much of an answer is here. */
  public enum State {
    WHOLE,
    /** As much as was wanted. */
    ENOUGH,
    /** Less than was wanted. */
    PART,
    NONE
  }

  public Answered {
    requireNonNull(state, "state is null");
    requireNonNull(json, "json is null");
    requireNonNull(failure, "failure is null");
  }

  /** Returns what stands for a query that was not made. */
  public static Answered notAsked() {
    return new Answered(State.NONE, JsonNodeFactory.instance.objectNode(), Optional.empty(), 0);
  }

  /** Returns the same answer, known after {@code calls} calls at the least. */
  public Answered deeper(int calls) {
    return new Answered(state, json, failure, Math.max(depth, calls));
  }

  static Answered none(CallFailure failure, int depth) {
    return new Answered(
        State.NONE, JsonNodeFactory.instance.objectNode(), Optional.of(failure), depth);
  }

  /** Whether any of the answer is here. */
  public boolean isHere() {
    return state != State.NONE;
  }

  /** Whether AWS refused for a reason. */
  public boolean failedBy(CallFailure.Kind kind) {
    return failure.filter(f -> f.kind() == kind).isPresent();
  }
}
