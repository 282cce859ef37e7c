// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.ask;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.aws.call.Paging;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads an answer back from the case, item by item. */
final class AnswerReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerReader() {}

  /** An answer's members beside its items. */
  record Read(ObjectNode json) {}

  static Read read(Path file, Asker.Question question) throws IOException {
    Optional<String> list = question.query().call().paging().map(Paging::items);
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    Consumer<ObjectNode> items = question.items().orElse(item -> {});
    try (JsonParser parser = JSON.getFactory().createParser(file.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (list.filter(name::equals).isPresent()) {
          items(parser, items);
        } else {
          head.set(name, parser.<JsonNode>readValueAsTree());
        }
      }
    }
    return new Read(head);
  }

  private static void items(JsonParser parser, Consumer<ObjectNode> items) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
      JsonNode node = parser.readValueAsTree();
      if (node instanceof ObjectNode item) {
        items.accept(item);
      }
    }
  }
}
