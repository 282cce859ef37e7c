// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.diff.DiffOptions;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is asked of a fleet.
 *
 * @param failed the rows in question, as a condition in SQL
 * @param ok the rows they are held against
 * @param where which rows to look at at all
 * @param shuffle a seed, where the outcomes are to be dealt out at random: what is reported then is
 *     chance
 */
public record RankQuestion(
    Unit unit,
    String failed,
    String ok,
    Optional<String> where,
    DiffOptions options,
    OptionalLong shuffle) {
  public RankQuestion {
    requireNonNull(unit, "unit is null");
    requireNonNull(failed, "failed is null");
    requireNonNull(ok, "ok is null");
    requireNonNull(where, "where is null");
    requireNonNull(options, "options is null");
    requireNonNull(shuffle, "shuffle is null");
  }

  /** Asks what the failed rows of a unit follow. */
  public static RankQuestion of(Unit unit) {
    return new RankQuestion(
        unit,
        unit.failed(),
        unit.ok(),
        Optional.empty(),
        DiffOptions.DEFAULT,
        OptionalLong.empty());
  }

  /** Returns this question over fewer rows. */
  public RankQuestion where(String condition) {
    String both = where.map(here -> "(" + here + ") AND (" + condition + ")").orElse(condition);
    return new RankQuestion(unit, failed, ok, Optional.of(both), options, shuffle);
  }

  /** Returns this question with outcomes dealt out at random. */
  public RankQuestion shuffled(long seed) {
    return new RankQuestion(unit, failed, ok, where, options, OptionalLong.of(seed));
  }

  /** Returns this question with other bounds. */
  public RankQuestion with(DiffOptions other) {
    return new RankQuestion(unit, failed, ok, where, other, shuffle);
  }
}
