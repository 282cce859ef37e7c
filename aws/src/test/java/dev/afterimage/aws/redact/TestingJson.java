// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/** Random JSON with secrets in it, some of it inside of its own strings. */
final class TestingJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<TestingSecrets.Planted> SECRETS = TestingSecrets.all();
  private static final List<String> NAMES =
      List.of(
          "password",
          "token",
          "Environment",
          "Variables",
          "name",
          "value",
          "credentials",
          "id",
          "environment",
          "API_KEY",
          "secrets",
          "Type",
          "jane@example.com",
          "a\"b\\",
          "\u00e9");
  private static final String ODD = " \t\n\"\\'{}[]:=,<>@%&?abcXYZ019\u00e9\u2028\uD83D\uDE00";

  private final Random random;

  TestingJson(Random random) {
    this.random = random;
  }

  JsonNode value(int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 4)) {
      case 0 -> JSON.numberNode(random.nextLong());
      case 1 -> JSON.numberNode(random.nextGaussian());
      case 2 -> random.nextBoolean() ? JSON.nullNode() : JSON.booleanNode(random.nextBoolean());
      case 3 -> JSON.textNode(text());
      case 4 -> JSON.textNode(object(depth - 1).toString());
      case 5 -> JSON.textNode(text() + object(depth - 1) + text());
      case 6 -> array(depth - 1);
      default -> object(depth - 1);
    };
  }

  private ObjectNode object(int depth) {
    ObjectNode node = JSON.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = random.nextInt(4) == 0 ? text() : NAMES.get(random.nextInt(NAMES.size()));
      node.set(name, value(depth));
    }
    return node;
  }

  private ArrayNode array(int depth) {
    ArrayNode node = JSON.arrayNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      node.add(value(depth));
    }
    return node;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(3); i > 0; i--) {
      if (random.nextBoolean()) {
        text.append(SECRETS.get(random.nextInt(SECRETS.size())).text());
      }
      for (int j = random.nextInt(12); j > 0; j--) {
        text.append(ODD.charAt(random.nextInt(ODD.length())));
      }
    }
    return text.toString();
  }
}
