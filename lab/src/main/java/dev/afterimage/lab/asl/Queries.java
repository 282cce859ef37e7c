// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSONata as Step Functions understands it: {@code {% ... %}} in otherwise literal JSON. */
final class Queries {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  /** Per thread, because a compiled expression keeps state while it is evaluated. */
  private static final ThreadLocal<Map<String, Jsonata>> COMPILED =
      ThreadLocal.withInitial(HashMap::new);

  private Queries() {}

  static boolean isQuery(JsonNode node) {
    String text = node.asText("");
    return node.isTextual() && text.startsWith(OPEN) && text.endsWith(CLOSE);
  }

  /** Returns a template with its expressions evaluated. */
  static JsonNode fill(JsonNode template, String field, Scope scope) throws StateFailure {
    if (template instanceof ObjectNode object) {
      ObjectNode filled = Json.object();
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        filled.set(member.getKey(), fill(member.getValue(), field + "/" + member.getKey(), scope));
      }
      return filled;
    }
    if (template instanceof ArrayNode array) {
      ArrayNode filled = Json.array();
      for (int i = 0; i < array.size(); i++) {
        filled.add(fill(array.get(i), field + "[" + i + "]", scope));
      }
      return filled;
    }
    return isQuery(template) ? evaluate(template.asText(), field, scope) : template;
  }

  private static JsonNode evaluate(String query, String field, Scope scope) throws StateFailure {
    String expression = query.substring(OPEN.length(), query.length() - CLOSE.length()).trim();
    Object value;
    try {
      Jsonata compiled = COMPILED.get().computeIfAbsent(expression, Jsonata::jsonata);
      Jsonata.Frame frame = compiled.createFrame();
      frame.bind("states", plain(states(scope)));
      scope.variables().forEach((name, node) -> frame.bind(name, plain(node)));
      value = compiled.evaluate(null, frame);
    } catch (JException e) {
      throw StateFailure.query(
          field,
          "The JSONata expression '%s' specified for the field '%s' threw an error during evaluation. %s: %s"
              .formatted(expression, field, e.getError(), e.getMessage()));
    }
    if (value == null) {
      throw StateFailure.query(
          field,
          "The JSONata expression '%s' specified for the field '%s' returned nothing (undefined)."
              .formatted(expression, field));
    }
    return tree(value);
  }

  private static ObjectNode states(Scope scope) {
    ObjectNode states = Json.object();
    states.set("input", scope.input());
    states.set("context", scope.context());
    scope.result().ifPresent(result -> states.set("result", result));
    scope.errorOutput().ifPresent(error -> states.set("errorOutput", error));
    return states;
  }

  private static Object plain(JsonNode node) {
    Object value = Json.mapper().convertValue(node, Object.class);
    return value == null ? Jsonata.NULL_VALUE : value;
  }

  private static JsonNode tree(Object value) {
    if (value == Jsonata.NULL_VALUE) {
      return Json.object().nullNode();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, JsonNode> members = new LinkedHashMap<>();
      map.forEach((key, item) -> members.put(String.valueOf(key), tree(orNull(item))));
      return Json.object().setAll(members);
    }
    if (value instanceof Iterable<?> items) {
      ArrayNode array = Json.array();
      items.forEach(item -> array.add(tree(orNull(item))));
      return array;
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Json.object().numberNode(number.longValue());
    }
    return Json.mapper().valueToTree(value);
  }

  private static Object orNull(@Nullable Object item) {
    return item == null ? Jsonata.NULL_VALUE : item;
  }
}
