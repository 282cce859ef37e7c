// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import java.util.ArrayList;
import java.util.List;

/** Puts a table together, column by column. */
final class TableBuilder {
  private final String name;
  private final String meaning;
  private final List<Column> columns = new ArrayList<>();

  TableBuilder(String name, String meaning) {
    this.name = name;
    this.meaning = meaning;
  }

  TableBuilder partition(String column, String of) {
    return add(column, Column.Type.TEXT, Column.Origin.PARTITION, of);
  }

  TableBuilder text(String column, String of) {
    return add(column, Column.Type.TEXT, Column.Origin.STORED, of);
  }

  TableBuilder whole(String column, String of) {
    return add(column, Column.Type.WHOLE, Column.Origin.STORED, of);
  }

  TableBuilder number(String column, String of) {
    return add(column, Column.Type.NUMBER, Column.Origin.STORED, of);
  }

  TableBuilder truth(String column, String of) {
    return add(column, Column.Type.TRUTH, Column.Origin.STORED, of);
  }

  TableBuilder derived(String column, Column.Type type, String of) {
    return add(column, type, Column.Origin.DERIVED, of);
  }

  private TableBuilder add(String column, Column.Type type, Column.Origin origin, String of) {
    columns.add(new Column(column, type, origin, of));
    return this;
  }

  Table view(String sql) {
    return new Table(name, meaning, columns, sql);
  }
}
