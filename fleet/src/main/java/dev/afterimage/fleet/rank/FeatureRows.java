// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.afterimage.core.contrast.column.CohortBuilder;
import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.fleet.table.QueryRow;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * How rows of a table become rows of a cohort: which columns are asked for, and which attribute
 * each value is of. The plain fields of an input are attributes of their own.
 */
public final class FeatureRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * The columns before those of the attributes: outcome, cluster, fingerprint, fields, moment,
   * place.
   */
  private static final int LEADING = 6;

  private static final String FIELD = "input.";

  private final Unit unit;
  private final ArrayList<Attribute> attributes;
  private final HashMap<String, Integer> fields = new HashMap<>();

  /**
   * Creates the mapping.
   *
   * @param fieldNames the fields that count as attributes
   */
  FeatureRows(Unit unit, List<String> fieldNames) {
    this.unit = unit;
    this.attributes = new ArrayList<>(unit.attributes());
    for (String field : fieldNames) {
      fields.put(field, attributes.size());
      attributes.add(Attribute.category(FIELD + field));
    }
  }

  /** Returns the attributes. */
  public List<Attribute> attributes() {
    return List.copyOf(attributes);
  }

  /** Returns the query that answers with the rows, in an order of its own. */
  static String sql(RankQuestion question) {
    Unit unit = question.unit();
    StringBuilder sql = new StringBuilder("SELECT ");
    sql.append("CASE WHEN ").append(question.failed()).append(" THEN true WHEN ");
    sql.append(question.ok()).append(" THEN false END AS row_failed, ");
    sql.append(unit.cluster()).append(" AS row_cluster, ");
    sql.append(unit.fingerprint()).append(" AS row_fingerprint, ");
    sql.append(unit.hasFields() ? "input_fields" : "CAST(NULL AS STRING)");
    sql.append(" AS row_fields, ").append(unit.moment()).append(" AS row_moment, ");
    sql.append(unit.place()).append(" AS row_place");
    unit.attributes().forEach(attribute -> sql.append(", ").append(attribute.name()));
    sql.append(" FROM ").append(unit.table()).append(" WHERE ((").append(question.failed());
    sql.append(") OR (").append(question.ok()).append("))");
    question.where().ifPresent(where -> sql.append(" AND (").append(where).append(")"));
    question.shuffle().ifPresent(seed -> sql.append(" ORDER BY ").append(unit.order()));
    return sql.toString();
  }

  /** Whether a row failed. */
  public static boolean isFailed(QueryRow row) {
    return row.isTrue(0);
  }

  /** Returns the fingerprint of a failed row; empty where it has none. */
  public static String fingerprint(QueryRow row) {
    return row.text(2).orElse("");
  }

  /** Returns the run, or the sandbox, that a row is of. */
  public static String cluster(QueryRow row) {
    return row.text(1).orElse("");
  }

  /** Calls back with the name and the value of each field of a row. */
  public static void fields(QueryRow row, BiConsumer<String, String> field) {
    row.text(3).ifPresent(json -> fields(json, field));
  }

  private static void fields(String json, BiConsumer<String, String> field) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        field.accept(name, parser.getText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a row to a cohort. */
  public void add(QueryRow row, boolean hasFailed, CohortBuilder cohort) {
    for (int i = 0; i < unit.attributes().size(); i++) {
      int attribute = i;
      if (unit.attributes().get(i).kind() == Attribute.Kind.NUMBER) {
        cohort.number(i, row.number(LEADING + i).orElse(Double.NaN));
      } else {
        row.text(LEADING + i).ifPresent(value -> cohort.category(attribute, value));
      }
    }
    fields(
        row,
        (name, value) -> {
          Integer attribute = fields.get(name);
          if (attribute != null) {
            cohort.category(attribute, value);
          }
        });
    cohort.cluster(cluster(row));
    cohort.end(hasFailed);
  }

  /** Returns the fields that enough rows have, by name, at most as many as a search can take. */
  static List<String> frequent(Map<String, Long> counts, long rows) {
    return counts.entrySet().stream()
        .filter(entry -> entry.getValue() * 100 >= rows)
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(12)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
