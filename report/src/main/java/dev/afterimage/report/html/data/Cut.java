// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Bounds what a page shows of one record: a log line can be a megabyte long. */
final class Cut {
  /** Long enough for a whole definition as it is met in practice. */
  private static final int MOST_CHARACTERS = 150_000;

  private static final int MOST_ITEMS = 2_000;

  private Cut() {}

  /** Returns the text, or its beginning and how long it is. */
  static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "… (cut off here; " + text.length() + " characters in all)";
  }

  /** Returns the value with long texts and long arrays cut off. */
  static JsonNode of(JsonNode node) {
    if (node.isTextual()) {
      String text = node.textValue();
      return text.length() <= MOST_CHARACTERS ? node : TextNode.valueOf(of(text, MOST_CHARACTERS));
    }
    if (node.isArray()) {
      ArrayNode cut = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < Math.min(node.size(), MOST_ITEMS); i++) {
        cut.add(of(node.get(i)));
      }
      return node.size() > MOST_ITEMS ? cut.add("… " + node.size() + " items in all") : cut;
    }
    if (node.isObject()) {
      ObjectNode cut = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        cut.set(field.getKey(), of(field.getValue()));
      }
      return cut;
    }
    return node;
  }
}
