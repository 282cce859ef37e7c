// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds, attribute by attribute, the split that parts failed from succeeded observations best.
 *
 * <p>Numbers get the best threshold, and the whole interval of thresholds that part alike. Of
 * categories either one value stands out, or every value is pure: an attribute of which each value
 * occurs once parts anything, so purity is tested by how many ways of failing would look as pure.
 * p-values are corrected for the number of attributes and of splits tried (Bonferroni).
 */
public final class Partitions {
  private final List<Observation> observations;
  private final int attributes;

  private Partitions(List<Observation> observations, int attributes) {
    this.observations = observations;
    this.attributes = attributes;
  }

  private record Split(Partition partition, BitSet inside, BitSet known) {}

  /** Returns one partition for each attribute with two values or more, the clearest first. */
  public static List<Partition> of(List<Observation> observations) {
    Set<String> names = new TreeSet<>();
    observations.forEach(observation -> names.addAll(observation.attributes().keySet()));
    Partitions partitions = new Partitions(observations, names.size());
    List<Split> splits = new ArrayList<>();
    names.forEach(name -> partitions.best(name).ifPresent(splits::add));
    return splits.stream()
        .map(split -> split.partition().collinearWith(alike(split, splits)))
        .sorted(
            Comparator.comparingDouble(Partition::pValue)
                .thenComparing(p -> -p.table().size())
                .thenComparing(Partition::attribute))
        .toList();
  }

  private static Set<String> alike(Split split, List<Split> all) {
    Set<String> names = new TreeSet<>();
    for (Split other : all) {
      boolean self = other.partition().attribute().equals(split.partition().attribute());
      if (!self && partAlike(split, other)) {
        names.add(other.partition().attribute());
      }
    }
    return names;
  }

  /** Whether two splits agree on every observation of which both know the side. */
  private static boolean partAlike(Split left, Split right) {
    BitSet both = (BitSet) left.known().clone();
    both.and(right.known());
    BitSet insideLeft = (BitSet) left.inside().clone();
    insideLeft.and(both);
    BitSet insideRight = (BitSet) right.inside().clone();
    insideRight.and(both);
    boolean parts = !insideLeft.isEmpty() && !insideLeft.equals(both);
    return parts && insideLeft.equals(insideRight);
  }

  private Optional<Split> best(String attribute) {
    boolean numeric =
        observations.stream()
            .anyMatch(o -> o.attributes().get(attribute) instanceof Observation.Interval);
    if (numeric) {
      return threshold(attribute);
    }
    return categories(attribute).stream()
        .min(
            Comparator.comparingDouble((Split split) -> split.partition().pValue())
                .thenComparing(split -> -split.partition().table().failedInside())
                .thenComparing(split -> split.partition().condition().toString()));
  }

  private Optional<Split> threshold(String attribute) {
    ThresholdSearch search = new ThresholdSearch();
    for (Observation observation : observations) {
      if (observation.attributes().get(attribute) instanceof Observation.Interval number) {
        search.add(number, observation.failed());
      }
    }
    return search.best().flatMap(threshold -> split(attribute, threshold, search.tried()));
  }

  private Optional<Split> split(String attribute, Partition.Threshold threshold, int tried) {
    BitSet inside = new BitSet();
    BitSet known = new BitSet();
    for (int i = 0; i < observations.size(); i++) {
      if (observations.get(i).attributes().get(attribute) instanceof Observation.Interval number) {
        boolean isAbove = number.least() >= threshold.to();
        boolean isBelow = number.most() <= threshold.from();
        known.set(i, isAbove || isBelow);
        inside.set(i, threshold.above() ? isAbove : isBelow);
      }
    }
    return split(attribute, threshold, inside, known, tried);
  }

  private Optional<Split> split(
      String attribute, Partition.Condition condition, BitSet inside, BitSet known, int tried) {
    Table table = table(inside, known);
    // The inside is where failures are more frequent, and it must leave something outside.
    boolean oriented =
        table.failedInside() > 0
            && table.okOutside() + table.failedOutside() > 0
            && rate(table.failedInside(), table.okInside())
                > rate(table.failedOutside(), table.okOutside());
    if (!oriented) {
      return Optional.empty();
    }
    double p = Math.min(1, table.pValue() * tried * attributes);
    return Optional.of(
        new Split(
            new Partition(
                attribute,
                condition,
                table,
                observations.size() - known.cardinality(),
                p,
                Set.of()),
            inside,
            known));
  }

  private static double rate(int failed, int ok) {
    return failed + ok == 0 ? 0 : failed / (double) (failed + ok);
  }

  private Table table(BitSet inside, BitSet known) {
    int[] counts = new int[4];
    for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
      counts[(observations.get(i).failed() ? 0 : 2) + (inside.get(i) ? 0 : 1)]++;
    }
    return new Table(counts[0], counts[1], counts[2], counts[3]);
  }

  private List<Split> categories(String attribute) {
    Map<String, BitSet> members = new TreeMap<>();
    BitSet known = new BitSet();
    for (int i = 0; i < observations.size(); i++) {
      if (observations.get(i).attributes().get(attribute)
          instanceof Observation.Category category) {
        members.computeIfAbsent(category.name(), name -> new BitSet()).set(i);
        known.set(i);
      }
    }
    List<Split> splits = new ArrayList<>();
    if (members.size() < 2) {
      return splits;
    }
    members.forEach(
        (name, inside) ->
            split(attribute, new Partition.OneOf(List.of(name)), inside, known, 2 * members.size())
                .ifPresent(splits::add));
    pure(attribute, members, known).ifPresent(splits::add);
    return splits;
  }

  /** The values that only fail, where every other value only succeeds. */
  private Optional<Split> pure(String attribute, Map<String, BitSet> members, BitSet known) {
    List<String> failing = new ArrayList<>();
    BitSet inside = new BitSet();
    List<Integer> sizes = new ArrayList<>();
    for (Map.Entry<String, BitSet> member : members.entrySet()) {
      Table of = table(member.getValue(), member.getValue());
      if (of.failedInside() > 0 && of.okInside() > 0) {
        return Optional.empty();
      }
      sizes.add(of.size());
      if (of.failedInside() > 0) {
        failing.add(member.getKey());
        inside.or(member.getValue());
      }
    }
    Optional<Split> split = split(attribute, new Partition.OneOf(failing), inside, known, 1);
    return split.map(
        found -> {
          double p = Math.min(1, 2 * attributes * purity(sizes, inside.cardinality()));
          Partition old = found.partition();
          return new Split(
              new Partition(attribute, old.condition(), old.table(), old.excluded(), p, Set.of()),
              found.inside(),
              found.known());
        });
  }

  /** Returns the share of all ways to fail that would leave every value as pure. */
  private static double purity(List<Integer> sizes, int failed) {
    int total = sizes.stream().mapToInt(Integer::intValue).sum();
    double[] ways = new double[failed + 1];
    ways[0] = 1;
    for (int size : sizes) {
      for (int sum = failed; sum >= size; sum--) {
        ways[sum] += ways[sum - size];
      }
    }
    return Math.min(
        1,
        StrictMath.exp(StrictMath.log(ways[failed]) - new Fisher(total).logChoose(total, failed)));
  }
}
