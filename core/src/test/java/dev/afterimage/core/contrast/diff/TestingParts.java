// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import dev.afterimage.core.contrast.column.ColumnCohort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A cohort in parts whose counts are added up, as an engine on several machines would. */
record TestingParts(List<ColumnCohort> parts) implements Cohort {
  static TestingParts of(List<TestingRows.TestRow> rows, int count) {
    List<ColumnCohort> parts = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      List<TestingRows.TestRow> some = new ArrayList<>();
      for (int i = part; i < rows.size(); i += count) {
        some.add(rows.get(i));
      }
      parts.add(TestingRows.cohort(some));
    }
    return new TestingParts(parts);
  }

  @Override
  public List<Attribute> attributes() {
    return TestingRows.ATTRIBUTES;
  }

  @Override
  public Profile profile() {
    Profile profile = Profile.empty(attributes().size());
    parts.forEach(part -> profile.add(part.profile()));
    return profile;
  }

  @Override
  public void tally(Encoding encoding, List<int[]> sets, Consumer<Tally> sink) {
    for (int[] set : sets) {
      List<Tally> tallies = new ArrayList<>();
      parts.forEach(part -> part.tally(encoding, List.of(set), tallies::add));
      Tally sum = tallies.get(0);
      for (Tally other : tallies.subList(1, tallies.size())) {
        for (int i = 0; i < sum.failed().length; i++) {
          sum.failed()[i] += other.failed()[i];
          sum.ok()[i] += other.ok()[i];
        }
      }
      sink.accept(sum);
    }
  }

  @Override
  public List<Counts> count(List<Combination> combinations, List<Combination> without) {
    List<Counts> sums = new ArrayList<>(parts.get(0).count(combinations, without));
    for (ColumnCohort part : parts.subList(1, parts.size())) {
      List<Counts> counts = part.count(combinations, without);
      for (int i = 0; i < sums.size(); i++) {
        sums.set(i, sums.get(i).plus(counts.get(i)));
      }
    }
    return sums;
  }

  @Override
  public List<Moments> moments(List<Combination> combinations) {
    List<Moments> sums = parts.get(0).moments(combinations);
    for (ColumnCohort part : parts.subList(1, parts.size())) {
      List<Moments> moments = part.moments(combinations);
      for (int i = 0; i < sums.size(); i++) {
        sums.get(i).add(moments.get(i));
      }
    }
    return sums;
  }

  @Override
  public Steps steps(Steps.Request request) {
    Steps sum = Steps.empty();
    parts.forEach(part -> sum.add(part.steps(request)));
    return sum;
  }
}
