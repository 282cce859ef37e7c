// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.spark;

import dev.afterimage.core.contrast.column.ColumnCohort;
import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.core.contrast.diff.Cohort;
import dev.afterimage.core.contrast.diff.Combination;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.Encoding;
import dev.afterimage.core.contrast.diff.Moments;
import dev.afterimage.core.contrast.diff.Profile;
import dev.afterimage.core.contrast.diff.Steps;
import dev.afterimage.core.contrast.diff.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;

/**
 * A cohort in parts: each partition holds its rows as columns and counts them itself; only counts
 * come together. The rows of one run are in one partition.
 */
final class SparkCohort implements Cohort {
  /** Sets of attributes that are counted in one job: their counts travel together. */
  private static final int SETS = 128;

  private final List<Attribute> attributes;
  private final transient JavaRDD<ColumnCohort> parts;

  SparkCohort(List<Attribute> attributes, JavaRDD<ColumnCohort> parts) {
    this.attributes = List.copyOf(attributes);
    this.parts = parts;
  }

  @Override
  public List<Attribute> attributes() {
    return attributes;
  }

  @Override
  public Profile profile() {
    return parts.map(ColumnCohort::profile).reduce(Profile::add);
  }

  @Override
  public void tally(Encoding encoding, List<int[]> sets, Consumer<Tally> sink) {
    for (int from = 0; from < sets.size(); from += SETS) {
      ArrayList<int[]> some =
          new ArrayList<>(sets.subList(from, Math.min(sets.size(), from + SETS)));
      parts.map(part -> tallies(part, encoding, some)).treeReduce(SparkCohort::sum).forEach(sink);
    }
  }

  private static List<Tally> tallies(ColumnCohort part, Encoding encoding, List<int[]> sets) {
    Tally[] tallies = new Tally[sets.size()];
    part.tally(encoding, sets, tally -> tallies[indexOf(sets, tally.set())] = tally);
    return new ArrayList<>(List.of(tallies));
  }

  private static int indexOf(List<int[]> sets, int[] set) {
    for (int i = 0; i < sets.size(); i++) {
      if (java.util.Arrays.equals(sets.get(i), set)) {
        return i;
      }
    }
    throw new IllegalStateException("a tally that was not asked for");
  }

  private static List<Tally> sum(List<Tally> left, List<Tally> right) {
    for (int i = 0; i < left.size(); i++) {
      add(left.get(i).failed(), right.get(i).failed());
      add(left.get(i).ok(), right.get(i).ok());
    }
    return left;
  }

  private static void add(int[] into, int[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.addExact(into[i], from[i]);
    }
  }

  @Override
  public List<Counts> count(List<Combination> combinations, List<Combination> without) {
    if (combinations.isEmpty()) {
      return List.of();
    }
    ArrayList<Combination> some = new ArrayList<>(combinations);
    ArrayList<Combination> others = new ArrayList<>(without);
    return parts
        .map(part -> new ArrayList<>(part.count(some, others)))
        .reduce(
            (left, right) -> {
              ArrayList<Counts> sums = new ArrayList<>();
              for (int i = 0; i < left.size(); i++) {
                sums.add(left.get(i).plus(right.get(i)));
              }
              return sums;
            });
  }

  @Override
  public List<Moments> moments(List<Combination> combinations) {
    if (combinations.isEmpty()) {
      return List.of();
    }
    ArrayList<Combination> some = new ArrayList<>(combinations);
    return parts
        .map(part -> new ArrayList<>(part.moments(some)))
        .reduce(
            (left, right) -> {
              for (int i = 0; i < left.size(); i++) {
                left.get(i).add(right.get(i));
              }
              return left;
            });
  }

  @Override
  public Steps steps(Steps.Request request) {
    return parts
        .map(part -> part.steps(request))
        .reduce(
            (left, right) -> {
              left.add(right);
              return left;
            });
  }
}
