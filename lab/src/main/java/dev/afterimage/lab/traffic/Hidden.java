// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.traffic;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.sim.RandomStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is hidden in the traffic.
 *
 * @param oldestGoodAge seconds of process age beyond which polling fails
 * @param badRevision the revision of the code with which normalising sometimes fails
 * @param badShare how often it does
 * @param poison the batch that never can be polled
 * @param decoys the attributes of inputs that mean nothing, with their values
 */
record Hidden(
    int oldestGoodAge,
    int badRevision,
    double badShare,
    String poison,
    Map<String, List<String>> decoys) {
  private static final List<String> NAMES =
      List.of(
          "tenant",
          "priority",
          "source",
          "locale",
          "shard",
          "trigger",
          "client",
          "plan",
          "tier",
          "channel",
          "cohort",
          "zone",
          "format",
          "queue");
  private static final List<String> VALUES =
      List.of("amber", "birch", "cedar", "dune", "ember", "fjord", "grove", "heath");
  static final int REVISIONS = 6;

  Hidden {
    requireNonNull(poison, "poison is null");
    decoys = new TreeMap<>(decoys);
  }

  static Hidden draw(RandomStream random, List<String> batches) {
    Map<String, List<String>> decoys = new TreeMap<>();
    for (String name : random.some(NAMES, 10)) {
      decoys.put(name, random.some(VALUES, random.between(2, 6)));
    }
    return new Hidden(
        random.between(7700, 8050),
        random.between(1, REVISIONS - 2),
        random.between(0.2, 0.4),
        random.pick(batches),
        decoys);
  }
}
