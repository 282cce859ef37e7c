// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.column;

import dev.afterimage.core.contrast.diff.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes rows, value by value, and makes a cohort of them. */
public final class CohortBuilder {
  private final List<Attribute> attributes;
  private final Codes[] codes;
  private final double[][] numbers;
  private final int[] filled;
  private final List<Map<String, Integer>> dictionaries = new ArrayList<>();
  private final Codes outcomes = new Codes();
  private final Codes clusters = new Codes();
  private final Map<String, Integer> clusterNames = new HashMap<>();
  private int rows;
  private int failed;
  private int threads = Math.max(1, Runtime.getRuntime().availableProcessors());

  CohortBuilder(List<Attribute> attributes) {
    this.attributes = List.copyOf(attributes);
    this.codes = new Codes[attributes.size()];
    this.numbers = new double[attributes.size()][];
    this.filled = new int[attributes.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new Codes();
      numbers[i] = isNumber(i) ? new double[1024] : new double[0];
      dictionaries.add(new HashMap<>());
    }
  }

  private boolean isNumber(int attribute) {
    return attributes.get(attribute).kind() == Attribute.Kind.NUMBER;
  }

  /** Sets how many threads count; the number of processors unless told. */
  public CohortBuilder threads(int number) {
    threads = number;
    return this;
  }

  /** Sets a value of the row that is not ended yet. */
  public CohortBuilder category(int attribute, String value) {
    Map<String, Integer> dictionary = dictionaries.get(attribute);
    Integer code = dictionary.get(value);
    if (code == null) {
      code = dictionary.size() + 1;
      dictionary.put(value, code);
    }
    codes[attribute].add(code);
    return this;
  }

  /** Sets a number of the row that is not ended yet; NaN is unknown. */
  public CohortBuilder number(int attribute, double value) {
    int place = filled[attribute]++;
    if (numbers[attribute].length == place) {
      numbers[attribute] = Arrays.copyOf(numbers[attribute], place + (place >> 1));
    }
    numbers[attribute][place] = value;
    return this;
  }

  /** Sets the cluster of the row that is not ended yet: rows of one cluster may fail together. */
  public CohortBuilder cluster(String name) {
    Integer code = clusterNames.get(name);
    if (code == null) {
      code = clusterNames.size();
      clusterNames.put(name, code);
    }
    clusters.add(code);
    return this;
  }

  /** Ends a row; what was not set is unknown. Every row has a cluster, or none has. */
  public void end(boolean hasFailed) {
    for (int i = 0; i < codes.length; i++) {
      if (isNumber(i) && filled[i] == rows) {
        number(i, Double.NaN);
      } else if (!isNumber(i) && codes[i].size() == rows) {
        codes[i].add(0);
      }
    }
    outcomes.add(hasFailed ? 1 : 0);
    failed += hasFailed ? 1 : 0;
    rows++;
  }

  /** Returns the rows as a cohort. */
  public ColumnCohort build() {
    int[] order = order();
    Column[] columns = new Column[codes.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          isNumber(i)
              ? new NumberColumn(numbers[i]).in(order)
              : new CategoryColumn(codes[i].in(order), names(dictionaries.get(i)));
      numbers[i] = new double[0];
      codes[i] = new Codes();
    }
    int[] ofRows = new int[clusters.size()];
    for (int i = 0; i < ofRows.length; i++) {
      ofRows[i] = clusters.get(order[i]);
    }
    return new ColumnCohort(
        attributes, columns, ofRows, new ColumnCohort.Outcome(failed, rows), threads);
  }

  /** Failed rows first, each kind in the order they came. */
  private int[] order() {
    int[] order = new int[rows];
    int ofFailed = 0;
    int ofOk = failed;
    for (int row = 0; row < rows; row++) {
      order[outcomes.get(row) == 1 ? ofFailed++ : ofOk++] = row;
    }
    return order;
  }

  private static List<String> names(Map<String, Integer> dictionary) {
    String[] names = new String[dictionary.size()];
    dictionary.forEach((name, code) -> names[code - 1] = name);
    return List.of(names);
  }
}
