// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.oci.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reading of the JSON of images, with bounds. */
public final class ImageJson {
  /** What registries accept of a manifest; configurations stay below it too. */
  public static final int MOST_BYTES = 4 << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxStringLength(MOST_BYTES)
                          .build())
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ImageJson() {}

  /**
   * Parses an object.
   *
   * @param what it is, for the message
   * @throws ImageException where it is none
   */
  public static JsonNode object(String text, String what) throws ImageException {
    JsonNode node = any(text, what);
    if (!node.isObject()) {
      throw new ImageException(what + " is no JSON object; the image is damaged, push it again");
    }
    return node;
  }

  /**
   * Parses any JSON.
   *
   * @throws ImageException where it is none
   */
  public static JsonNode any(String text, String what) throws ImageException {
    if (text.length() > MOST_BYTES) {
      throw new ImageException(what + " has more than " + MOST_BYTES + " bytes and is not read");
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ImageException(what + " is no JSON; the image is damaged, push it again", e);
    }
  }

  /** Returns the text of a field; none where it is missing, null, empty or no text. */
  public static Optional<String> text(JsonNode node, String field) {
    String value = node.path(field).asText("");
    return node.path(field).isTextual() && !value.isEmpty() ? Optional.of(value) : Optional.empty();
  }

  /** Returns the texts of a list; empty where there is none. */
  public static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  /** Returns the fields of an object as texts. */
  public static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      map.put(field.getKey(), value.isValueNode() ? value.asText() : value.toString());
    }
    return map;
  }
}
