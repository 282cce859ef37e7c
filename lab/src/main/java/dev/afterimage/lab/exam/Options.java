// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.exam;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.cases.Source;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What kind of cases are wanted.
 *
 * @param hasRandomWords whether all words of the authors are made up
 * @param missing sources that cannot be read
 * @param isHealthy whether nothing goes wrong at all
 * @param only the causes that cases are wanted of; empty for all
 */
public record Options(
    boolean hasRandomWords, Set<Source> missing, boolean isHealthy, List<String> only) {
  /** Cases of all causes, with all sources, in words that mean something. */
  public static final Options USUAL = new Options(false, Set.of(), false, List.of());

  public Options {
    missing = Set.copyOf(new TreeSet<>(requireNonNull(missing, "missing is null")));
    only = List.copyOf(only);
  }
}
