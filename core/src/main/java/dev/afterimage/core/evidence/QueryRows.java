// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Rows of a Logs Insights query: lists of {@code field} and {@code value}. */
final class QueryRows {
  /** Where in its row a field stands; a key that no query can name. */
  private static final String POSITION = "\u0000position of ";

  private QueryRows() {}

  /** Returns a row as an object of its fields. */
  static ObjectNode object(JsonNode row) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    int index = 0;
    for (JsonNode cell : row) {
      String name = cell.path("field").asText("");
      fields.set(name, cell.path("value"));
      fields.put(POSITION + name, index++);
    }
    return fields;
  }

  /** Returns the ref to the value of a field in the row at {@code row}. */
  static Ref ref(ObjectNode fields, Ref row, String name) {
    return row.child(fields.path(POSITION + name).asInt(0)).child("value");
  }
}
