// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.fleet;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.history.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many runs of the past, asked about two: the same question always gets the same answer. */
public interface FleetRates {
  /** No runs but those of the case. */
  FleetRates NONE =
      new FleetRates() {
        @Override
        public Map<Change, FleetRate> rates(Pair pair, List<Change> changes) {
          return Map.of();
        }

        @Override
        public Map<String, FleetRate> partitions(
            Pair pair, Optional<String> function, List<Partition> partitions) {
          return Map.of();
        }

        @Override
        public List<FleetBaseline> baselines(Run run) {
          return List.of();
        }
      };

  /**
   * Returns how often runs of the same state machine failed with each change and without it. The
   * two runs themselves do not count. A change that the runs do not tell of is left out.
   */
  Map<Change, FleetRate> rates(Pair pair, List<Change> changes);

  /**
   * Returns, by attribute, how often runs of the same state machine failed where an attempt of
   * theirs lies inside of a partition, and where none does. The two runs themselves do not count.
   *
   * @param function whose attempts are parted
   */
  Map<String, FleetRate> partitions(
      Pair pair, Optional<String> function, List<Partition> partitions);

  /** Returns the runs that fit best as a baseline, the best first; none where none succeeded. */
  List<FleetBaseline> baselines(Run run);
}
