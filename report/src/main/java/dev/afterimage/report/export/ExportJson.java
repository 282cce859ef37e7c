// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Writes exports as text: one line of JSON, and texts that no viewer chokes on. */
final class ExportJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a viewer shows of a message; the report has the rest. */
  private static final int MOST = 2_000;

  private ExportJson() {}

  static String write(JsonNode node) {
    try {
      return JSON.writeValueAsString(node) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  static String bounded(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
