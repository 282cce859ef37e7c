// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.bench;

import dev.afterimage.core.contrast.column.CohortBuilder;
import dev.afterimage.core.contrast.column.ColumnCohort;
import dev.afterimage.core.contrast.diff.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rows of invocations, the same whenever they are asked for: ten categories and two numbers, a part
 * of the failures by chance, a part by three causes, one of which is a pair of values, and the rest
 * by twenty items that fail more often than others.
 */
record BenchRows(int rows, double share) {
  static final int ATTRIBUTES = 12;

  /** The two numbers stand last. */
  static final int AGE = 10;

  static final int ORDINAL = 11;

  private static final int ITEM = 8;
  private static final String[] NAMES = {
    "function",
    "version",
    "digest",
    "definition_revision",
    "state",
    "cold",
    "predecessor",
    "hour",
    "item_key",
    "memory_mb",
    "process_age_ms",
    "ordinal"
  };
  private static final int[] VALUES = {8, 12, 20, 6, 10, 2, 4, 24, 200, 5};

  /** Takes a row: the codes of its categories, its numbers, and whether it failed. */
  interface Taker {
    void row(int[] codes, double[] numbers, boolean failed);
  }

  static List<Attribute> attributes() {
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < ATTRIBUTES; i++) {
      attributes.add(i < AGE ? Attribute.category(NAMES[i]) : Attribute.number(NAMES[i]));
    }
    return attributes;
  }

  /** Returns the name of a value. */
  static String name(int attribute, int code) {
    return NAMES[attribute] + "-" + code;
  }

  /** Returns how many values a category has. */
  static int values(int attribute) {
    return VALUES[attribute];
  }

  void each(Taker taker) {
    SplittableRandom random = new SplittableRandom(7);
    int[] codes = new int[AGE];
    double[] numbers = new double[2];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < AGE; i++) {
        // The lower codes are the more frequent, as a fleet's are.
        double at = random.nextDouble();
        codes[i] = (int) (at * at * VALUES[i]);
      }
      numbers[0] = Math.rint(random.nextDouble() * random.nextDouble() * 3_600_000);
      numbers[1] = 1 + (int) (random.nextDouble() * random.nextDouble() * 400);
      taker.row(codes, numbers, fails(codes, numbers, random.nextDouble()));
    }
  }

  private boolean fails(int[] codes, double[] numbers, double chance) {
    boolean caused = numbers[0] >= 2_400_000 || codes[2] == 13 || (codes[0] == 5 && codes[1] == 7);
    boolean fragile = codes[ITEM] >= 4 && codes[ITEM] < 24;
    return chance < (caused ? 4 : fragile ? 1.8 : 0.4) * share;
  }

  /** Returns the rows as the operator's users build them: value by value. */
  ColumnCohort cohort() {
    String[][] names = new String[AGE][];
    for (int i = 0; i < AGE; i++) {
      names[i] = new String[VALUES[i]];
      for (int code = 0; code < VALUES[i]; code++) {
        names[i][code] = name(i, code);
      }
    }
    CohortBuilder builder = ColumnCohort.builder(attributes());
    each(
        (codes, numbers, failed) -> {
          for (int i = 0; i < AGE; i++) {
            builder.category(i, names[i][codes[i]]);
          }
          builder.number(AGE, numbers[0]).number(ORDINAL, numbers[1]).end(failed);
        });
    return builder.build();
  }
}
