// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.fleet;

import dev.afterimage.core.compare.Change;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What many runs tell of a pair: how often they failed with something and without it.
 *
 * @param changes of each change that they tell of
 * @param partitions of the inside of each partition that they tell of, by its attribute
 */
public record FleetTests(Map<Change, FleetRate> changes, Map<String, FleetRate> partitions) {
  /** Nothing: no fleet was asked. */
  public static final FleetTests NONE = new FleetTests(Map.of(), Map.of());

  public FleetTests {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
  }
}
