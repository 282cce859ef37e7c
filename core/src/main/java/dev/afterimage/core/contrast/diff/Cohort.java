// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import java.util.List;
import java.util.function.Consumer;

/**
 * Rows that failed or succeeded, each with its attributes, wherever they are kept. All answers are
 * whole numbers, or extremes of what was seen, that add up over parts of the rows: so that any
 * engine that splits the rows gives the same answers.
 */
public interface Cohort {
  /** Returns the attributes. */
  List<Attribute> attributes();

  /** Counts the values of every attribute. */
  Profile profile();

  /**
   * Counts the cells of sets of attributes.
   *
   * @param sets indexes of attributes, ascending
   * @param sink takes one tally for each set, in any order, from any thread
   */
  void tally(Encoding encoding, List<int[]> sets, Consumer<Tally> sink);

  /**
   * Counts the rows of each combination.
   *
   * @param without rows inside of any of these are left out
   */
  List<Counts> count(List<Combination> combinations, List<Combination> without);

  /** Sums up, for each combination, what tells whether the rows of one cluster fail together. */
  List<Moments> moments(List<Combination> combinations);

  /** Counts the numbers of one attribute, in steps. */
  Steps steps(Steps.Request request);
}
