// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.table;

import java.util.Locale;

/** Writes the schema as a page of the documentation. */
public final class SchemaPage {
  private static final String HEAD =
      """
      # The tables of a fleet

      Written by `SchemaPage` from `Schema`; a test holds this page to it. `afterimage fleet sql` answers queries over these
      tables; so does any engine that reads Parquet, over the columns that are stored.

      - Files: `tables/TABLE/PARTITION=.../day=.../BATCH-N.parquet`, compressed with zstd. Only files of the batches that
        `fleet.json` names count.
      - **partition** columns are the names of the folders; **stored** columns stand in the files; **derived** ones are worked out
        when the table is read, by the SQL beside the class `Schema`, which DuckDB and Spark run alike.
      - Times are milliseconds since 1970 in UTC: `make_timestamp(started_ms * 1000)` in DuckDB, `timestamp_millis(started_ms)` in
        Spark. What is not known is null.
      - A run that was read more than once stands in several batches; the tables show the reading with the most events.
      """;

  private SchemaPage() {}

  /** Returns the page. */
  public static String write() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Table table : Schema.TABLES) {
      page.append("\n## ").append(table.name()).append("\n\n").append(table.meaning());
      page.append("\n\n| column | type | from | what it is |\n|---|---|---|---|\n");
      for (Column column : table.columns()) {
        page.append("| `")
            .append(column.name())
            .append("` | ")
            .append(column.type().duckDb())
            .append(" | ")
            .append(column.origin().name().toLowerCase(Locale.ROOT))
            .append(" | ")
            .append(column.meaning())
            .append(" |\n");
      }
    }
    return page.toString();
  }
}
