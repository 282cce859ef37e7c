// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.cli.fleet;

import dev.afterimage.fleet.duck.FleetDatabase;
import dev.afterimage.fleet.table.QueryRow;
import dev.afterimage.report.Safe;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code afterimage fleet sql}: any question, in SQL. */
@Command(
    name = "sql",
    description = {
      "Answers a query over the tables changes, images_in_force, invocations, sandboxes, runs,",
      "steps and attempts. Nothing else can be read, and nothing can be changed.",
      ""
    },
    mixinStandardHelpOptions = true)
final class FleetSqlCommand implements Callable<Integer> {
  /** The formats of an answer. */
  enum Format {
    table,
    csv
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "QUERY", description = "One query, in DuckDB's SQL.")
  private String query = "";

  @Mixin private FleetOption fleet = new FleetOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.table;

  @Override
  public Integer call() throws Exception {
    try (FleetDatabase database = FleetDatabase.open(fleet.folder())) {
      List<String> columns = database.columns(query);
      List<List<String>> rows = new ArrayList<>();
      rows.add(columns.stream().map(Safe::line).toList());
      PrintWriter out = spec.commandLine().getOut();
      if (format == Format.csv) {
        out.println(csv(columns));
        database.query(query, row -> out.println(csv(values(row, columns.size()))));
      } else {
        database.query(query, row -> rows.add(safe(row, columns.size())));
        table(rows, out);
      }
      out.flush();
    }
    return 0;
  }

  private static List<String> values(QueryRow row, int columns) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      values.add(row.text(i).orElse(""));
    }
    return values;
  }

  private static List<String> safe(QueryRow row, int columns) {
    return values(row, columns).stream().map(Safe::line).toList();
  }

  private static String csv(List<String> values) {
    return String.join(
        ",",
        values.stream()
            .map(
                value ->
                    value.matches("(?s).*[\",\\r\\n].*")
                        ? '"' + value.replace("\"", "\"\"") + '"'
                        : value)
            .toList());
  }

  /** What the data holds must not act on the terminal, nor blow up the table. */
  private static void table(List<List<String>> rows, PrintWriter out) {
    int[] widths = new int[rows.get(0).size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String value = row.get(i);
        line.append(value).append(" ".repeat(widths[i] - value.length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
