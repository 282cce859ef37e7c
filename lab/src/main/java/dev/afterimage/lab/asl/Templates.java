// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import java.util.Map;

/** Parameters, ResultSelector, ItemSelector: literal JSON with paths behind keys that end in .$. */
final class Templates {
  private static final String DYNAMIC = ".$";

  private final Intrinsics intrinsics;
  private final String missingError;

  /**
   * Templates.
   *
   * @param missingError how a path that leads nowhere is called: States.Runtime, or
   *     States.ParameterPathFailure as it was
   */
  Templates(RandomStream random, String missingError) {
    this.intrinsics = new Intrinsics(random);
    this.missingError = missingError;
  }

  JsonNode fill(JsonNode template, Scope scope) throws StateFailure {
    if (template instanceof ObjectNode object) {
      ObjectNode filled = Json.object();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String name = member.getKey();
        if (name.endsWith(DYNAMIC)) {
          filled.set(
              name.substring(0, name.length() - DYNAMIC.length()),
              value(name, member.getValue().asText(), scope));
        } else {
          filled.set(name, fill(member.getValue(), scope));
        }
      }
      return filled;
    }
    if (template instanceof ArrayNode array) {
      ArrayNode filled = Json.array();
      for (JsonNode item : array) {
        filled.add(fill(item, scope));
      }
      return filled;
    }
    return template;
  }

  private JsonNode value(String field, String expression, Scope scope) throws StateFailure {
    if (expression.startsWith("States.")) {
      return intrinsics.evaluate(expression, scope);
    }
    try {
      return Paths.read(expression, scope);
    } catch (Paths.Missing e) {
      throw StateFailure.named(
          missingError,
          "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
              .formatted(expression, field, Json.text(scope.input())));
    }
  }
}
