// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a byte stands for in the column of each attribute: 0 is unknown, 1 is a value that is too
 * rare among the failed rows to be reported, or the lowest step of a number.
 */
public record Encoding(List<Coding> codings) implements Serializable {
  /** The code of a value that a row lacks. */
  public static final int UNKNOWN = 0;

  /** The code of a value that too few failed rows have. */
  public static final int RARE = 1;

  private static final int MOST_VALUES = 254;

  /** The codes of one attribute. */
  public sealed interface Coding extends Serializable {
    /** Returns how many codes there are. */
    int size();

    /** Returns how many conditions there are. */
    int terms();
  }

  /**
   * The codes of a category.
   *
   * @param names the values that have codes of their own, from 2 on
   * @param tried how many values are frequent enough to be tried
   */
  public record Values(List<String> names, int tried) implements Coding {
    public Values {
      names = List.copyOf(names);
    }

    @Override
    public int size() {
      return names.size() + 2;
    }

    @Override
    public int terms() {
      return names.size();
    }

    /** Returns the code of each value. */
    public Map<String, Integer> codes() {
      Map<String, Integer> codes = new TreeMap<>();
      names.forEach(name -> codes.put(name, codes.size() + 2));
      return codes;
    }
  }

  /** The codes of a number: code k + 1 is at or above k cuts, which ascend. */
  @SuppressWarnings("ArrayRecordComponent") // looked up in place, never compared
  public record Cuts(double[] cuts) implements Coding {
    @Override
    public int size() {
      return cuts.length + 2;
    }

    @Override
    public int terms() {
      return 2 * cuts.length;
    }
  }

  public Encoding {
    codings = List.copyOf(codings);
  }

  /**
   * Chooses the codes for a profile.
   *
   * @param support how many failed rows a condition must hold for
   * @param mostCuts into how many steps a number is parted at most, by equal shares of its rows;
   *     where it has fewer values, at each of them
   */
  public static Encoding of(
      List<Attribute> attributes, Profile profile, long support, int mostCuts) {
    List<Coding> codings = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      codings.add(
          attributes.get(i).kind() == Attribute.Kind.CATEGORY
              ? values(profile.values().get(i), support)
              : new Cuts(cuts(profile.cells().get(i), mostCuts)));
    }
    return new Encoding(codings);
  }

  private static Values values(Map<String, long[]> counts, long support) {
    List<String> names =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue()[0] >= support)
            .sorted(
                Comparator.comparingLong((Map.Entry<String, long[]> e) -> -e.getValue()[0])
                    .thenComparing(Map.Entry::getKey))
            .limit(MOST_VALUES)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    // Which values are tried must not depend on which rows failed: a value with fewer rows than
    // the support can never reach it.
    long tried = counts.values().stream().filter(c -> c[0] + c[1] >= support).count();
    return new Values(names, (int) Math.min(Integer.MAX_VALUE, tried));
  }

  /** Quantiles of all rows, whether they failed or not: the choice is blind to the outcome. */
  private static double[] cuts(Map<Integer, long[]> cells, int most) {
    long rows = cells.values().stream().mapToLong(c -> c[0] + c[1]).sum();
    List<Double> cuts = new ArrayList<>();
    long below = 0;
    long taken = 0;
    for (Map.Entry<Integer, long[]> cell : new TreeMap<>(cells).entrySet()) {
      // A cut stands before a cell, once its share of the rows lies below it.
      boolean due = below > 0 && below * (most + 1) >= rows * (taken + 1);
      if (due || (below > 0 && cells.size() <= most + 1)) {
        cuts.add(Grid.least(cell.getKey()));
        taken = Math.max(taken + 1, below * (most + 1) / rows);
      }
      below += cell.getValue()[0] + cell.getValue()[1];
    }
    return cuts.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns how many conditions on an attribute are tried. */
  long tried(int attribute) {
    Coding coding = codings.get(attribute);
    return coding instanceof Values values ? values.tried() : coding.terms();
  }

  /** Returns condition {@code index} of an attribute: a value, or above and below each cut. */
  Term term(int attribute, int index) {
    Coding coding = codings.get(attribute);
    if (coding instanceof Values values) {
      return new Term.Is(attribute, values.names().get(index));
    }
    double cut = ((Cuts) coding).cuts()[index / 2];
    return index % 2 == 0 ? new Term.AtLeast(attribute, cut) : new Term.Below(attribute, cut);
  }
}
