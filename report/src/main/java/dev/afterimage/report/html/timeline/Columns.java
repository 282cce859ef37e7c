// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.report.html.timeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** A table as JSON, column by column: it packs far better than row by row. */
public final class Columns {
  private final Map<String, ArrayNode> columns = new LinkedHashMap<>();
  private int rows;

  private ArrayNode column(String name) {
    return columns.computeIfAbsent(name, n -> JsonNodeFactory.instance.arrayNode());
  }

  /** Puts a number into a column of the current row. */
  public Columns put(String name, long value) {
    column(name).add(value);
    return this;
  }

  /** Puts a text into a column of the current row. */
  public Columns put(String name, String value) {
    column(name).add(value);
    return this;
  }

  /** Ends a row; returns its number, from 0. */
  public int end() {
    return rows++;
  }

  /** Returns the table: its size, and an array for each column. */
  public ObjectNode json() {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("size", rows);
    columns.forEach(table::set);
    return table;
  }
}
