// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How one attribute parts the failed observations from the others.
 *
 * @param condition what lies inside
 * @param excluded observations whose side is not known
 * @param pValue of an exact test, corrected for the attributes and values that were tried
 * @param collinearWith other attributes that part the same observations in the same way
 */
public record Partition(
    String attribute,
    Condition condition,
    Table table,
    int excluded,
    double pValue,
    Set<String> collinearWith) {

  /** What lies inside of a partition. */
  public sealed interface Condition {}

  /**
   * Numbers above a threshold, or below it. Any threshold between the two bounds parts alike.
   *
   * @param above whether the inside is above
   */
  public record Threshold(double from, double to, boolean above) implements Condition {}

  /** Some of the values of a category. */
  public record OneOf(List<String> values) implements Condition {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  public Partition {
    requireNonNull(attribute, "attribute is null");
    requireNonNull(condition, "condition is null");
    requireNonNull(table, "table is null");
    collinearWith = java.util.Collections.unmodifiableSet(new TreeSet<>(collinearWith));
  }

  /** Returns the threshold, of a number. */
  public Optional<Threshold> threshold() {
    return condition instanceof Threshold threshold ? Optional.of(threshold) : Optional.empty();
  }

  /** Whether the attribute parts all failed from all succeeded observations. */
  public boolean separates() {
    return table.separates();
  }

  /** Returns this partition with the attributes that part alike. */
  Partition collinearWith(Set<String> others) {
    return new Partition(attribute, condition, table, excluded, pValue, others);
  }
}
