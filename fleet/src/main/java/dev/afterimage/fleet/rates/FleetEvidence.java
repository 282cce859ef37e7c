// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rates;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.Pair;
import dev.afterimage.core.contrast.Partition;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.diagnosis.fleet.FleetBaseline;
import dev.afterimage.core.diagnosis.fleet.FleetRate;
import dev.afterimage.core.diagnosis.fleet.FleetRates;
import dev.afterimage.core.evidence.Ref;
import dev.afterimage.core.history.Run;
import dev.afterimage.fleet.rank.FleetEngine;
import dev.afterimage.fleet.store.FleetException;
import dev.afterimage.fleet.store.FleetFolder;
import dev.afterimage.fleet.table.QueryException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tables of a fleet as what a pair of runs is held against. Counts are over whole runs of the
 * same state machine: with a change are those that have the value of the run under question.
 */
public final class FleetEvidence implements FleetRates {
  /** Changes that are tested; the relevant ones come first. */
  private static final int MOST_CHANGES = 200;

  private final FleetEngine engine;
  private final TableFiles files;

  /**
   * Asks a fleet.
   *
   * @param engine answers over the tables in {@code folder}
   */
  public FleetEvidence(FleetEngine engine, FleetFolder folder) throws FleetException {
    this.engine = requireNonNull(engine, "engine is null");
    this.files = TableFiles.of(folder);
  }

  @Override
  public Map<Change, FleetRate> rates(Pair pair, List<Change> changes) {
    try {
      PastRuns past = PastRuns.of(engine, pair);
      Map<Change, FleetRate> rates = new LinkedHashMap<>();
      for (Change change : changes.stream().limit(MOST_CHANGES).toList()) {
        Optional<Condition> condition = Condition.of(change);
        if (condition.isPresent()) {
          rate(past, condition.get(), pair.b()).ifPresent(rate -> rates.put(change, rate));
        }
      }
      return rates;
    } catch (QueryException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Map<String, FleetRate> partitions(
      Pair pair, Optional<String> function, List<Partition> partitions) {
    Map<String, FleetRate> rates = new TreeMap<>();
    if (function.isEmpty() || partitions.isEmpty()) {
      return rates;
    }
    try {
      PastRuns past = PastRuns.of(engine, pair);
      for (Partition partition : partitions) {
        Optional<Condition> condition = Condition.of(function.get(), partition);
        if (condition.isPresent()) {
          // Runs on one side only tell nothing of the other.
          rate(past, condition.get(), pair.b())
              .filter(rate -> rate.counts().inside() > 0 && rate.counts().outside() > 0)
              .ifPresent(rate -> rates.put(partition.attribute(), rate));
        }
      }
      return rates;
    } catch (QueryException e) {
      throw unreadable(e);
    }
  }

  private Optional<FleetRate> rate(PastRuns past, Condition condition, Run run)
      throws QueryException {
    Counts counts = past.count(condition);
    List<Ref> refs = files.of(condition.table(), run.identity().stateMachine());
    return counts.known() == 0 || refs.isEmpty()
        ? Optional.empty()
        : Optional.of(new FleetRate(condition.words(), counts, past.isAlike(), refs));
  }

  @Override
  public List<FleetBaseline> baselines(Run run) {
    try {
      return Baselines.of(engine, run);
    } catch (QueryException e) {
      throw unreadable(e);
    }
  }

  /** The queries are this class's own: what fails is the files. */
  private static IllegalStateException unreadable(QueryException e) {
    return new IllegalStateException(
        "the tables of the fleet cannot be read: " + e.getMessage(), e);
  }
}
