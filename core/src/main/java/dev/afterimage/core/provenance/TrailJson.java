// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;

/**
 * Lambda's fields as CloudTrail writes them: the names of the API with a small first letter, on
 * every level.
 */
public final class TrailJson {
  /** The field whose names are the user's own; CloudTrail hides what is in it. */
  private static final String ENVIRONMENT = "environment";

  private TrailJson() {}

  /** Returns the name that the API gives to a field of CloudTrail. */
  public static String apiName(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** Returns the name that CloudTrail gives to a field of the API. */
  static String trailName(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** Returns a value of CloudTrail as the API writes it; the environment stays as it is. */
  public static JsonNode apiValue(JsonNode value) {
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(item -> copy.add(apiValue(item)));
      return copy;
    }
    if (!(value instanceof ObjectNode object)) {
      return value;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      boolean own = field.getKey().equals(ENVIRONMENT);
      copy.set(apiName(field.getKey()), own ? field.getValue() : apiValue(field.getValue()));
    }
    return copy;
  }
}
