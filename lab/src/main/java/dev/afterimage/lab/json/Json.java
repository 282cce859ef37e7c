// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Building, reading and writing JSON trees. */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /** Returns the mapper that all of the lab reads and writes with. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** Returns an empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns an object with one member. */
  public static ObjectNode object(String name, String value) {
    return object().put(name, value);
  }

  /** Returns an empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Returns an array of texts. */
  public static ArrayNode texts(Collection<String> items) {
    ArrayNode array = array();
    items.forEach(array::add);
    return array;
  }

  /** Returns an array of trees. */
  public static ArrayNode nodes(Collection<? extends JsonNode> items) {
    ArrayNode array = array();
    items.forEach(array::add);
    return array;
  }

  /** Returns the tree as compact text. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree cannot be written", e);
    }
  }

  /**
   * Returns the tree that a text holds.
   *
   * @throws IllegalArgumentException where it is no JSON
   */
  public static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Returns the object that a text holds.
   *
   * @throws IllegalArgumentException where it holds something else
   */
  public static ObjectNode parseObject(String text) {
    if (parse(text) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("no JSON object");
  }
}
