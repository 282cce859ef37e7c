// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reading of JSON as AWS writes it: nothing is lost of a number, hostile nesting is refused. */
public final class Json {
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxStringLength(64 << 20)
                  .maxNameLength(1 << 20)
                  .build())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /** Reads value after value from one parser. */
  static final ObjectMapper STREAM =
      new ObjectMapper(FACTORY).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private static final ObjectMapper TEXT =
      STREAM.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  /** Returns the JSON that a text holds; none where it is no whole JSON value. */
  public static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = TEXT.readTree(text);
      return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Returns the JSON object that a text holds; cheap for texts that hold none. */
  public static Optional<ObjectNode> parseObject(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) {
      return Optional.empty();
    }
    return parse(trimmed).filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  /**
   * Returns those of some fields of the object that a text holds whose values are texts, without
   * keeping the rest; none where it is no whole JSON object.
   */
  public static Map<String, String> texts(String text, Set<String> fields) {
    Map<String, String> found = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(text)) {
      boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
      while (isObject && parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING && fields.contains(name)) {
          found.put(name, parser.getText());
        } else {
          parser.skipChildren();
        }
      }
      return isObject && parser.nextToken() == null ? found : Map.of();
    } catch (IOException e) {
      return Map.of();
    }
  }

  /** Returns the text of a field; none where it is missing, null, or no text. */
  public static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** Returns the whole number of a field, also where it is written as text. */
  public static Optional<Long> whole(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return Optional.of(value.longValue());
    }
    return value.isTextual() && value.textValue().matches("-?\\d{1,18}")
        ? Optional.of(Long.parseLong(value.textValue()))
        : Optional.empty();
  }

  /** Returns the number of a field. */
  public static Optional<Double> number(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNumber() ? Optional.of(value.doubleValue()) : Optional.empty();
  }

  /** Returns the value that a JSON Pointer leads to; a missing node where it leads nowhere. */
  public static JsonNode at(JsonNode node, String pointer) {
    try {
      return node.at(JsonPointer.compile(pointer));
    } catch (IllegalArgumentException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns why reading failed, in the words of the parser, without the text it choked on. */
  static String reason(IOException e) {
    if (e instanceof JsonProcessingException json) {
      String where = json.getLocation() == null ? "" : " at line " + json.getLocation().getLineNr();
      return "it is no whole JSON" + where;
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
