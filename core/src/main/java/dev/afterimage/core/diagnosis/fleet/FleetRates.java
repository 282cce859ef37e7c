// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.fleet;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.history.Run;
import java.util.List;
import java.util.Map;

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
        public List<FleetBaseline> baselines(Run run) {
          return List.of();
        }
      };

  /**
   * Returns how often runs of the same state machine failed with each change and without it. The
   * two runs themselves do not count. A change that the runs do not tell of is left out.
   */
  Map<Change, FleetRate> rates(Pair pair, List<Change> changes);

  /** Returns the runs that fit best as a baseline, the best first; none where none succeeded. */
  List<FleetBaseline> baselines(Run run);
}
