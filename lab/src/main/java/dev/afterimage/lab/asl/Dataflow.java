// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The way of data through a state, in either query language. */
public final class Dataflow {
  private static final String WHOLE = "$";

  private final Templates templates;

  /**
   * Data flow.
   *
   * @param missingError how a path of Parameters that leads nowhere is called: States.Runtime or
   *     States.ParameterPathFailure
   */
  public Dataflow(RandomStream random, String missingError) {
    this.templates = new Templates(random, missingError);
  }

  /** Returns the scope after InputPath. */
  public Scope enter(StateSpec state, Scope scope) throws StateFailure {
    if (state.isJsonata() || !state.has("InputPath")) {
      return scope;
    }
    return state.node("InputPath").isNull()
        ? scope.withInput(Json.object())
        : scope.withInput(path(state.node("InputPath").asText(), scope));
  }

  private static JsonNode path(String path, Scope scope) throws StateFailure {
    try {
      return Paths.read(path, scope);
    } catch (Paths.Missing e) {
      throw StateFailure.runtime("Invalid path '" + path + "' : " + e.text());
    }
  }

  /** Returns what Parameters or Arguments make of the input; the input itself without either. */
  public JsonNode arguments(StateSpec state, Scope entered) throws StateFailure {
    if (state.isJsonata()) {
      return state.has("Arguments")
          ? Queries.fill(state.node("Arguments"), "Arguments", entered)
          : entered.input();
    }
    return state.has("Parameters")
        ? templates.fill(state.node("Parameters"), entered)
        : entered.input();
  }

  /** Returns the output of a state whose result is in the scope, over its raw input. */
  public JsonNode output(StateSpec state, Scope scope) throws StateFailure {
    JsonNode result = scope.result().orElse(scope.input());
    if (state.isJsonata()) {
      return state.has("Output") ? Queries.fill(state.node("Output"), "Output", scope) : result;
    }
    JsonNode selected =
        state.has("ResultSelector")
            ? templates.fill(state.node("ResultSelector"), scope.withInput(result))
            : result;
    JsonNode combined = combine(state.fields(), scope.input(), selected);
    return outputPath(state, scope.withInput(combined));
  }

  private static JsonNode combine(JsonNode fields, JsonNode input, JsonNode result)
      throws StateFailure {
    if (!fields.has("ResultPath")) {
      return result;
    }
    return fields.path("ResultPath").isNull()
        ? input
        : Paths.write(fields.path("ResultPath").asText(WHOLE), input, result);
  }

  /** Returns the output of a state that has no result of its own. */
  public JsonNode outputPath(StateSpec state, Scope scope) throws StateFailure {
    if (state.isJsonata()) {
      return state.has("Output")
          ? Queries.fill(state.node("Output"), "Output", scope)
          : scope.input();
    }
    if (!state.has("OutputPath")) {
      return scope.input();
    }
    return state.node("OutputPath").isNull()
        ? Json.object()
        : path(state.node("OutputPath").asText(), scope);
  }

  /** Returns the output of a state whose error a catcher takes. */
  public JsonNode caught(StateSpec state, JsonNode catcher, Scope scope) throws StateFailure {
    JsonNode error = scope.errorOutput().orElse(Json.object());
    if (state.isJsonata()) {
      return catcher.has("Output") ? Queries.fill(catcher.path("Output"), "Output", scope) : error;
    }
    return combine(catcher, scope.input(), error);
  }

  /** Returns the variables that a state, a catcher or a choice assigns. */
  public Map<String, JsonNode> assigned(StateSpec state, JsonNode fields, Scope scope)
      throws StateFailure {
    Map<String, JsonNode> assigned = new TreeMap<>();
    if (fields.has("Assign")) {
      Scope seen =
          state.isJsonata()
              ? scope
              : scope.withInput(scope.result().or(scope::errorOutput).orElse(scope.input()));
      JsonNode values =
          state.isJsonata()
              ? Queries.fill(fields.path("Assign"), "Assign", seen)
              : templates.fill(fields.path("Assign"), seen);
      for (Map.Entry<String, JsonNode> value : values.properties()) {
        assigned.put(value.getKey(), value.getValue());
      }
    }
    return assigned;
  }

  /** Returns the rule of a Choice that matches, or nothing where the default is meant. */
  public Optional<JsonNode> choose(StateSpec state, Scope scope) throws StateFailure {
    for (JsonNode rule : state.node("Choices")) {
      boolean matches =
          state.isJsonata()
              ? Queries.fill(rule.path("Condition"), "Condition", scope).asBoolean()
              : ChoiceRules.matches(rule, scope);
      if (matches) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  /** Returns the items of a Map. */
  public ArrayNode items(StateSpec state, Scope scope) throws StateFailure {
    JsonNode items = scope.input();
    if (state.isJsonata() && state.has("Items")) {
      items = Queries.fill(state.node("Items"), "Items", scope);
      if (!items.isArray()) {
        throw StateFailure.query(
            "Items",
            "The JSONata expression '%s' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '%s' for value: %s"
                .formatted(bare(state.node("Items")), type(items), Json.text(items)));
      }
    } else if (!state.isJsonata() && state.has("ItemsPath")) {
      items = path(state.node("ItemsPath").asText(), scope);
    }
    if (items instanceof ArrayNode array) {
      return array;
    }
    String why = "Map state input must be an array but was: " + Json.text(items);
    throw state.isJsonata() ? StateFailure.query("", why) : StateFailure.runtime(why);
  }

  private static String bare(JsonNode query) {
    String text = query.asText();
    return text.substring(2, text.length() - 2).trim();
  }

  private static String type(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> "boolean";
      case NUMBER -> "number";
      case STRING -> "string";
      case NULL -> "null";
      default -> "object";
    };
  }

  /** Returns what ItemSelector, or Parameters as it was, makes of an item; the item without. */
  public JsonNode item(StateSpec state, Scope scope, JsonNode item) throws StateFailure {
    String field = state.has("ItemSelector") ? "ItemSelector" : "Parameters";
    if (!state.has(field)) {
      return item;
    }
    return state.isJsonata()
        ? Queries.fill(state.node(field), field, scope)
        : templates.fill(state.node(field), scope);
  }

  /** Returns a value that a field gives, or that the path of its twin {@code ...Path} leads to. */
  public Optional<JsonNode> value(StateSpec state, String field, Scope scope) throws StateFailure {
    if (state.has(field)) {
      return Optional.of(
          state.isJsonata() ? Queries.fill(state.node(field), field, scope) : state.node(field));
    }
    String twin = field + "Path";
    return state.has(twin) ? Optional.of(path(state.node(twin).asText(), scope)) : Optional.empty();
  }

  /** Returns the value that a path field of a Fail leads to. */
  public JsonNode failPath(StateSpec state, String field, Scope scope) throws StateFailure {
    String expression = state.node(field).asText();
    try {
      return Paths.read(expression, scope);
    } catch (Paths.Missing e) {
      throw StateFailure.runtime(
          "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
              .formatted(expression, field, Json.text(scope.input())));
    }
  }

  /** Returns an object with a member that holds a task's error as catchers see it. */
  public static ObjectNode errorOutput(String error, String cause) {
    return Json.object().put("Error", error).put("Cause", cause);
  }
}
