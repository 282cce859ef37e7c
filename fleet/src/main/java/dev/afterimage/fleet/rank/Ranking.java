// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rank;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.diff.Attribute;
import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.diff.Diff;
import java.util.List;
import java.util.Optional;

/**
 * What separates the failed from the succeeded.
 *
 * @param attributes those that the terms of the findings name by index
 * @param all over all failures
 * @param groups of failures with one fingerprint, the largest first; empty where there is one only
 */
public record Ranking(
    RankQuestion question, List<Attribute> attributes, Section all, List<Group> groups) {

  /**
   * The failures of one search.
   *
   * @param places where they happened: states, functions or state machines; what succeeded
   *     elsewhere is left out
   * @param change the deploy, or other change, after which failures became more frequent
   */
  public record Section(Diff.Result result, List<String> places, Optional<ChangePoint> change) {
    public Section {
      requireNonNull(result, "result is null");
      places = List.copyOf(places);
      requireNonNull(change, "change is null");
    }
  }

  /** Failures with one fingerprint; {@code firstMs} and {@code lastMs} are since 1970. */
  public record Group(
      String fingerprint, long failed, long firstMs, long lastMs, Optional<Section> section) {}

  /**
   * A change after which failures became more frequent.
   *
   * @param atMs when, since 1970
   * @param counts inside is after the change
   * @param p the p-value of an exact test, times the number of changes that were tried
   */
  public record ChangePoint(
      String kind, String subject, String name, long atMs, Counts counts, double p) {}

  public Ranking {
    requireNonNull(question, "question is null");
    attributes = List.copyOf(attributes);
    requireNonNull(all, "all is null");
    groups = List.copyOf(groups);
  }
}
