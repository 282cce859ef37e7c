// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.afterimage.core.history.Payload;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The plain fields of an input: texts, numbers and truths, two levels deep, within bounds. */
public record Fields(Map<String, String> values, Optional<String> key) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST = 16;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_VALUE = 100;
  private static final int DEPTH = 2;

  /** Inputs that are larger are not looked into. */
  private static final int MOST_CHARS = 65_536;

  /** Names of what tells one item from the others. */
  private static final Pattern KEY =
      Pattern.compile("(?:^|.*[._-])(?:id|key|name|uri|path)$|.*[a-z](?:Id|Key|Name|Uri|Path)$");

  /** No fields. */
  public static final Fields NONE = new Fields(Map.of(), Optional.empty());

  public Fields {
    values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Reads the fields of an input. */
  public static Fields of(Payload payload) {
    if (payload.text().filter(text -> text.length() <= MOST_CHARS).isEmpty()) {
      return NONE;
    }
    return payload.json().map(Fields::of).orElse(NONE);
  }

  private static Fields of(JsonNode node) {
    if (node.isValueNode()) {
      Optional<String> text = plain(node);
      return new Fields(Map.of(), text);
    }
    Map<String, String> values = new TreeMap<>();
    collect(node, "", DEPTH, values);
    Optional<String> key =
        values.entrySet().stream()
            .filter(field -> KEY.matcher(field.getKey()).matches())
            .map(Map.Entry::getValue)
            .findFirst();
    return new Fields(values, key);
  }

  private static void collect(JsonNode node, String prefix, int depth, Map<String, String> into) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = prefix + field.getKey();
      if (field.getValue().isObject() && depth > 1) {
        collect(field.getValue(), name + ".", depth - 1, into);
      } else if (into.size() < MOST && name.length() <= LONGEST_NAME) {
        plain(field.getValue()).ifPresent(text -> into.put(name, text));
      }
    }
  }

  private static Optional<String> plain(JsonNode node) {
    boolean isPlain = node.isTextual() || node.isNumber() || node.isBoolean();
    return isPlain && node.asText().length() <= LONGEST_VALUE
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  /** Whether an input may have had more fields than these. */
  public static boolean mayBeCut(Map<String, String> fields) {
    return fields.size() >= MOST;
  }

  /** Returns the fields as a JSON object; none where there are none. */
  public Optional<String> json() {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.writeValueAsString(values));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is JSON", e);
    }
  }
}
