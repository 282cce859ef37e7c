// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions on different attributes that hold together. */
public record Combination(List<Term> terms) implements Serializable, Comparable<Combination> {
  private static final Comparator<Combination> ORDER =
      Comparator.comparingInt((Combination c) -> c.terms.size())
          .thenComparing(Combination::attributes)
          .thenComparing(c -> c.terms.toString());

  public Combination {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("a combination needs a condition");
    }
  }

  /** Returns the combination of some conditions. */
  public static Combination of(Term... terms) {
    return new Combination(List.of(terms));
  }

  /** Returns this combination with another condition in the place of one. */
  Combination with(int index, Term term) {
    List<Term> changed = new java.util.ArrayList<>(terms);
    changed.set(index, term);
    return new Combination(changed);
  }

  private String attributes() {
    return terms.stream()
        .map(term -> String.format("%04d", term.attribute()))
        .collect(Collectors.joining(" "));
  }

  /** Sorts the smaller ones first, then by the order of the attributes in the cohort. */
  @Override
  public int compareTo(Combination other) {
    return ORDER.compare(this, other);
  }
}
