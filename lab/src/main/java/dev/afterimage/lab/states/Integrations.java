// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What services that a Task calls directly answer, beside Lambda and Step Functions itself. */
public final class Integrations {
  private final Map<String, Function<JsonNode, ObjectNode>> answers = new TreeMap<>();

  /** Services that answer with nothing but that all is well. */
  public Integrations() {}

  /**
   * Lets an action answer something.
   *
   * @param action such as {@code dynamodb:getItem}
   */
  public void answer(String action, Function<JsonNode, ObjectNode> answer) {
    answers.put(action, answer);
  }

  ObjectNode of(String action, JsonNode parameters) {
    return answers.getOrDefault(action, p -> Json.object()).apply(parameters);
  }
}
