// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.asl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.afterimage.lab.json.Json;
import dev.afterimage.lab.sim.RandomStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The intrinsic functions of JSONPath machines. */
final class Intrinsics {
  private final RandomStream random;

  Intrinsics(RandomStream random) {
    this.random = requireNonNull(random, "random is null");
  }

  JsonNode evaluate(String expression, Scope scope) throws StateFailure {
    try {
      return call(new IntrinsicParser(expression).parse(), scope);
    } catch (IllegalArgumentException e) {
      throw StateFailure.named(
          "States.IntrinsicFailure",
          "The function '%s' had the following error: %s".formatted(expression, e.getMessage()));
    }
  }

  private JsonNode argument(IntrinsicParser.Term term, Scope scope) throws StateFailure {
    if (term instanceof IntrinsicParser.Literal literal) {
      return literal.value();
    }
    if (term instanceof IntrinsicParser.Path path) {
      try {
        return Paths.read(path.text(), scope);
      } catch (Paths.Missing e) {
        throw new IllegalArgumentException(
            "The path " + path.text() + " could not be found in the input", e);
      }
    }
    return call((IntrinsicParser.Function) term, scope);
  }

  private JsonNode call(IntrinsicParser.Function function, Scope scope) throws StateFailure {
    ArrayNode in = Json.array();
    for (IntrinsicParser.Term term : function.arguments()) {
      in.add(argument(term, scope));
    }
    return switch (function.name()) {
      case "States.Format" -> format(in);
      case "States.StringToJson" -> Json.parse(text(in, 0));
      case "States.JsonToString" -> TextNode.valueOf(Json.text(get(in, 0)));
      case "States.Array" -> in;
      case "States.ArrayPartition" -> partition(array(in, 0), number(in, 1));
      case "States.ArrayContains" -> Json.object().booleanNode(contains(array(in, 0), get(in, 1)));
      case "States.ArrayRange" -> range(number(in, 0), number(in, 1), number(in, 2));
      case "States.ArrayGetItem" -> get(array(in, 0), number(in, 1));
      case "States.ArrayLength" -> IntNode.valueOf(array(in, 0).size());
      case "States.ArrayUnique" -> unique(array(in, 0));
      case "States.Base64Encode" ->
          TextNode.valueOf(Base64.getEncoder().encodeToString(utf8(text(in, 0))));
      case "States.Base64Decode" ->
          TextNode.valueOf(
              new String(Base64.getDecoder().decode(text(in, 0)), StandardCharsets.UTF_8));
      case "States.Hash" -> TextNode.valueOf(hash(get(in, 0), text(in, 1)));
      case "States.JsonMerge" -> merge(get(in, 0), get(in, 1));
      case "States.MathRandom" -> IntNode.valueOf(random.between(number(in, 0), number(in, 1) - 1));
      case "States.MathAdd" -> add(get(in, 0), get(in, 1));
      case "States.StringSplit" -> split(text(in, 0), text(in, 1));
      case "States.UUID" -> TextNode.valueOf(random.uuid());
      default -> throw new IllegalArgumentException("Unknown function " + function.name());
    };
  }

  private static JsonNode get(ArrayNode in, int index) {
    JsonNode node = in.get(index);
    if (node == null) {
      throw new IllegalArgumentException("Index " + index + " is out of bounds");
    }
    return node;
  }

  private static String text(ArrayNode in, int index) {
    if (!get(in, index).isTextual()) {
      throw new IllegalArgumentException("Invalid type: a string is expected");
    }
    return get(in, index).asText();
  }

  private static int number(ArrayNode in, int index) {
    if (!get(in, index).isNumber()) {
      throw new IllegalArgumentException("Invalid type: an integer is expected");
    }
    return get(in, index).asInt();
  }

  private static ArrayNode array(ArrayNode in, int index) {
    if (get(in, index) instanceof ArrayNode array) {
      return array;
    }
    throw new IllegalArgumentException("Invalid type: an array is expected");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode format(ArrayNode in) {
    String[] parts = text(in, 0).split(Pattern.quote("{}"), -1);
    if (parts.length != in.size()) {
      throw new IllegalArgumentException("Invalid number of arguments for the template");
    }
    StringBuilder text = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      JsonNode value = get(in, i);
      text.append(value.isTextual() ? value.asText() : Json.text(value)).append(parts[i]);
    }
    return TextNode.valueOf(text.toString());
  }

  private static ArrayNode partition(ArrayNode items, int size) {
    ArrayNode chunks = Json.array();
    if (size < 1) {
      throw new IllegalArgumentException("The chunk size must be a positive integer");
    }
    for (int i = 0; i < items.size(); i++) {
      if (i % size == 0) {
        chunks.addArray();
      }
      ((ArrayNode) chunks.get(chunks.size() - 1)).add(items.get(i));
    }
    return chunks;
  }

  private static boolean contains(ArrayNode items, JsonNode wanted) {
    for (JsonNode item : items) {
      if (item.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static ArrayNode range(int first, int last, int step) {
    if (step == 0) {
      throw new IllegalArgumentException("The increment must not be zero");
    }
    ArrayNode numbers = Json.array();
    for (int i = first; step > 0 ? i <= last : i >= last; i += step) {
      numbers.add(i);
    }
    return numbers;
  }

  private static ArrayNode unique(ArrayNode items) {
    Set<JsonNode> seen = new LinkedHashSet<>();
    items.forEach(seen::add);
    return Json.nodes(List.copyOf(seen));
  }

  private static String hash(JsonNode value, String algorithm) {
    try {
      byte[] bytes = utf8(value.isTextual() ? value.asText() : Json.text(value));
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("Unknown hash algorithm " + algorithm, e);
    }
  }

  private static JsonNode merge(JsonNode first, JsonNode second) {
    if (first instanceof ObjectNode a && second instanceof ObjectNode b) {
      return a.deepCopy().setAll(b);
    }
    throw new IllegalArgumentException("Invalid type: objects are expected");
  }

  private static JsonNode add(JsonNode first, JsonNode second) {
    if (!first.isNumber() || !second.isNumber()) {
      throw new IllegalArgumentException("Invalid type: numbers are expected");
    }
    return LongNode.valueOf(Math.round(first.asDouble()) + Math.round(second.asDouble()));
  }

  private static ArrayNode split(String text, String delimiters) {
    ArrayNode parts = Json.array();
    for (String part : text.split("[" + Pattern.quote(delimiters) + "]", -1)) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts;
  }
}
