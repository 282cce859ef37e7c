// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import static java.util.Objects.requireNonNull;

/**
 * A column of a table.
 *
 * @param meaning one line for the documentation
 */
public record Column(String name, Type type, Origin origin, String meaning) {

  /** What a column holds; names are SQL's, as DuckDB and Spark both know them. */
  public enum Type {
    TEXT("VARCHAR", "STRING"),
    WHOLE("BIGINT", "BIGINT"),
    NUMBER("DOUBLE", "DOUBLE"),
    TRUTH("BOOLEAN", "BOOLEAN");

    private final String duckDb;
    private final String spark;

    Type(String duckDb, String spark) {
      this.duckDb = duckDb;
      this.spark = spark;
    }

    /** Returns DuckDB's name. */
    public String duckDb() {
      return duckDb;
    }

    /** Returns Spark's name. */
    public String spark() {
      return spark;
    }
  }

  /** Where the values of a column come from. */
  public enum Origin {
    /** The folder that a file stands in, and the file as well. */
    PARTITION,
    /** The file. */
    STORED,
    /** The view that is read in place of the files. */
    DERIVED
  }

  public Column {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(origin, "origin is null");
    requireNonNull(meaning, "meaning is null");
  }

  /** Whether the files hold it. */
  public boolean isStored() {
    return origin != Origin.DERIVED;
  }
}
