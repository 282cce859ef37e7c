// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.afterimage.lab.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSONPath as Step Functions understands it: input, context object and variables. */
final class Paths {
  private static final Configuration CONFIGURATION =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider(Json.mapper()))
          .mappingProvider(new JacksonMappingProvider(Json.mapper()))
          .build();
  private static final Map<String, JsonPath> COMPILED = new ConcurrentHashMap<>();
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)(.*)");
  private static final Pattern SIMPLE = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_]*)+");

  private Paths() {}

  /** A path that leads nowhere, in the words of the library that Step Functions uses. */
  static final class Missing extends Exception {
    Missing(String message) {
      super(message, null, false, false);
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  /** Returns what a path of a state leads to. */
  static JsonNode read(String path, Scope scope) throws Missing {
    if (path.startsWith("$$")) {
      return readFrom(path.substring(1), scope.context());
    }
    Matcher variable = VARIABLE.matcher(path);
    if (variable.matches()) {
      JsonNode value = scope.variables().get(variable.group(1));
      if (value == null) {
        throw new Missing("The variable $" + variable.group(1) + " is not defined");
      }
      return readFrom("$" + variable.group(2), value);
    }
    return readFrom(path, scope.input());
  }

  /** Returns what a path leads to in a document. */
  static JsonNode readFrom(String path, JsonNode root) throws Missing {
    if (path.equals("$")) {
      return root;
    }
    Optional<JsonNode> simple = readSimple(path, root);
    if (simple.isPresent()) {
      return simple.get();
    }
    try {
      JsonPath compiled = COMPILED.computeIfAbsent(path, JsonPath::compile);
      JsonNode found = compiled.read(root, CONFIGURATION);
      return found == null ? Json.object().nullNode() : found;
    } catch (JsonPathException e) {
      throw new Missing(String.valueOf(e.getMessage()));
    }
  }

  /** Most paths are a few names; they need no library unless they lead nowhere. */
  private static Optional<JsonNode> readSimple(String path, JsonNode root) {
    if (!SIMPLE.matcher(path).matches()) {
      return Optional.empty();
    }
    JsonNode node = root;
    for (String name : path.substring(2).split("\\.", -1)) {
      node = node.get(name);
      if (node == null) {
        return Optional.empty();
      }
    }
    return Optional.of(node);
  }

  /** Returns a copy of {@code root} with a value at a reference path, made where it was not. */
  static JsonNode write(String path, JsonNode root, JsonNode value) throws StateFailure {
    if (path.equals("$")) {
      return value;
    }
    if (!(root instanceof ObjectNode object)) {
      throw noMatch(path, root);
    }
    ObjectNode copy = object.deepCopy();
    String[] names = path.substring(2).split("[.]", -1);
    ObjectNode node = copy;
    for (int i = 0; i < names.length - 1; i++) {
      JsonNode next = node.get(names[i]);
      if (next == null) {
        next = node.putObject(names[i]);
      }
      if (!(next instanceof ObjectNode inner)) {
        throw noMatch(path, root);
      }
      node = inner;
    }
    put(node, names[names.length - 1], value, path);
    return copy;
  }

  private static void put(ObjectNode node, String name, JsonNode value, String path)
      throws StateFailure {
    Matcher indexed = Pattern.compile("(.+)\\[(\\d+)\\]").matcher(name);
    if (!indexed.matches()) {
      node.set(name, value);
      return;
    }
    int index = Integer.parseInt(indexed.group(2));
    if (node.get(indexed.group(1)) instanceof ArrayNode array && index < array.size()) {
      array.set(index, value);
    } else {
      throw noMatch(path, node);
    }
  }

  private static StateFailure noMatch(String path, JsonNode input) {
    return StateFailure.named(
        "States.ResultPathMatchFailure",
        "Unable to apply step \"%s\" to input %s"
            .formatted(path.substring(path.lastIndexOf('.') + 1), Json.text(input)));
  }
}
