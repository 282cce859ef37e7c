// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import dev.afterimage.core.contrast.diff.Cohort;
import dev.afterimage.fleet.table.FleetQueries;
import dev.afterimage.fleet.table.QueryException;
import java.util.Map;
import java.util.OptionalLong;

/** An engine that can rank: it answers queries, keeps an answer, and counts rows as a cohort. */
public interface FleetEngine extends FleetQueries {
  /** Keeps the answer to a query as a table of its own, until the engine is closed. */
  void keep(String name, String sql) throws QueryException;

  /** Counts how many rows of a query, in the shape of {@link FeatureRows}, have each field. */
  Map<String, Long> fields(String sql) throws QueryException;

  /**
   * Returns the rows of a query, in the shape of {@link FeatureRows}, as a cohort.
   *
   * @param shuffle deals the outcomes out at random, by a seed
   */
  Cohort cohort(String sql, FeatureRows features, OptionalLong shuffle) throws QueryException;
}
