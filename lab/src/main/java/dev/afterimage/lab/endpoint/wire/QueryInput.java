// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.http.Parameters;
import dev.afterimage.lab.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Reads the flat names of the query protocols into a tree: {@code Filter.1.Value.2=a}. */
final class QueryInput {
  private static final int MAX_DEPTH = 16;
  private static final String NUMBER = "[1-9]\\d{0,6}";
  private static final String MEMBER = "member";

  /** Either a value, or named or numbered parts. */
  private static final class Part {
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private String value = "";

    private boolean isList() {
      return !parts.isEmpty() && parts.keySet().stream().allMatch(name -> name.matches(NUMBER));
    }
  }

  private QueryInput() {}

  /** Returns the parameters of a request, from its query and its form. */
  static Map<String, String> parameters(HttpRequest request) {
    Map<String, String> parameters = new LinkedHashMap<>(Parameters.parse(request.query()));
    if (request.isForm()) {
      parameters.putAll(Parameters.parse(request.text()));
    }
    return parameters;
  }

  /**
   * Returns the tree of all parameters but those of the protocol itself.
   *
   * @param listName gives a list its name in the API model
   */
  static ObjectNode read(Map<String, String> parameters, UnaryOperator<String> listName)
      throws ServiceException {
    Part root = new Part();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (!name.equals("Action") && !name.equals("Version") && !name.startsWith("X-Amz-")) {
        put(root, name, parameter.getValue());
      }
    }
    return object(root, listName);
  }

  private static void put(Part root, String name, String value) throws ServiceException {
    String[] path = name.split("[.]", -1);
    if (path.length > MAX_DEPTH) {
      throw new ServiceException(
          "MalformedInput", 400, "A parameter is nested too deeply: " + path[0]);
    }
    Part part = root;
    for (String step : path) {
      part = part.parts.computeIfAbsent(step, any -> new Part());
    }
    part.value = value;
  }

  private static ObjectNode object(Part part, UnaryOperator<String> listName) {
    ObjectNode object = Json.object();
    part.parts.forEach(
        (name, inner) -> {
          Part list = unwrapped(inner);
          object.set(list.isList() ? listName.apply(name) : name, node(list, listName));
        });
    return object;
  }

  /** The query protocol puts {@code member} between a list and its numbers; EC2's does not. */
  private static Part unwrapped(Part part) {
    Part member = part.parts.get(MEMBER);
    return part.parts.size() == 1 && member != null && member.isList() ? member : part;
  }

  private static JsonNode node(Part part, UnaryOperator<String> listName) {
    if (part.parts.isEmpty()) {
      return TextNode.valueOf(part.value);
    }
    if (!part.isList()) {
      return object(part, listName);
    }
    ArrayNode array = Json.array();
    Map<String, Part> items = new TreeMap<>(Comparator.comparingInt(Integer::parseInt));
    items.putAll(part.parts);
    items.values().forEach(item -> array.add(node(unwrapped(item), listName)));
    return array;
  }
}
