// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import dev.afterimage.core.contrast.column.CohortBuilder;
import dev.afterimage.core.contrast.column.ColumnCohort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * Rows to rank: categories {@code colour} and {@code size}, numbers {@code age} and {@code hour}.
 */
final class TestingRows {
  static final List<Attribute> ATTRIBUTES =
      List.of(
          Attribute.category("colour"),
          Attribute.category("size"),
          Attribute.number("age"),
          Attribute.number("hour"));

  /** One row; an empty text and NaN are unknown. */
  record TestRow(String colour, String size, double age, double hour, boolean failed) {
    TestRow failed(boolean hasFailed) {
      return new TestRow(colour, size, age, hour, hasFailed);
    }
  }

  /** Tells whether a row fails. */
  interface Rule {
    boolean fails(TestRow row, SplittableRandom random);
  }

  private TestingRows() {}

  static List<TestRow> rows(int count, long seed, Rule rule) {
    SplittableRandom random = new SplittableRandom(seed);
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TestRow row =
          new TestRow(
              "c" + random.nextInt(6),
              "s" + random.nextInt(3),
              random.nextInt(20) == 0 ? Double.NaN : random.nextInt(100_000) / 100.0,
              random.nextInt(24),
              false);
      rows.add(row.failed(rule.fails(row, random)));
    }
    return rows;
  }

  static List<TestRow> shuffled(List<TestRow> rows, long seed) {
    List<Boolean> outcomes = new ArrayList<>(rows.stream().map(TestRow::failed).toList());
    Collections.shuffle(outcomes, new Random(seed));
    List<TestRow> shuffled = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      shuffled.add(rows.get(i).failed(outcomes.get(i)));
    }
    return shuffled;
  }

  static ColumnCohort cohort(List<TestRow> rows) {
    CohortBuilder builder = ColumnCohort.builder(ATTRIBUTES).threads(2);
    rows.forEach(row -> add(row, builder));
    return builder.build();
  }

  static void add(TestRow row, CohortBuilder builder) {
    if (!row.colour().isEmpty()) {
      builder.category(0, row.colour());
    }
    if (!row.size().isEmpty()) {
      builder.category(1, row.size());
    }
    builder.number(2, row.age()).number(3, row.hour()).end(row.failed());
  }

  /** Counts a combination row by row, as slowly and plainly as can be. */
  static Counts count(List<TestRow> rows, Combination combination) {
    Counts counts = new Counts(0, 0, 0, 0);
    for (TestRow row : rows) {
      boolean known = combination.terms().stream().allMatch(term -> isKnown(row, term));
      if (known) {
        boolean inside = combination.terms().stream().allMatch(term -> meets(row, term));
        counts =
            counts.plus(
                new Counts(
                    inside && row.failed() ? 1 : 0,
                    inside && !row.failed() ? 1 : 0,
                    row.failed() ? 1 : 0,
                    row.failed() ? 0 : 1));
      }
    }
    return counts;
  }

  private static boolean isKnown(TestRow row, Term term) {
    return switch (term.attribute()) {
      case 0 -> !row.colour().isEmpty();
      case 1 -> !row.size().isEmpty();
      case 2 -> !Double.isNaN(row.age());
      default -> !Double.isNaN(row.hour());
    };
  }

  private static boolean meets(TestRow row, Term term) {
    if (term instanceof Term.Is is) {
      return is.value().equals(term.attribute() == 0 ? row.colour() : row.size());
    }
    double number = term.attribute() == 2 ? row.age() : row.hour();
    return term instanceof Term.AtLeast atLeast
        ? number >= atLeast.cut()
        : number < ((Term.Below) term).cut();
  }
}
