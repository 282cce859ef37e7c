// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis.fleet;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.contrast.diff.Counts;
import dev.afterimage.core.contrast.stats.Hypergeometric;
import dev.afterimage.core.evidence.Ref;
import java.util.List;

/**
 * How often runs failed with one side of a change and without it.
 *
 * @param with what the runs have in common with the one under question, as words after "with"
 * @param counts over runs: inside are those with it
 * @param alike whether only runs count as failed that failed as the one under question did
 * @param evidence the files of the fleet that were counted; never empty
 */
public record FleetRate(String with, Counts counts, boolean alike, List<Ref> evidence) {
  public FleetRate {
    requireNonNull(with, "with is null");
    requireNonNull(counts, "counts is null");
    evidence = List.copyOf(evidence);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("a rate needs evidence: " + with);
    }
  }

  /** Returns the p-value of the one-sided exact test that runs fail more often with it. */
  public double pValue() {
    return StrictMath.exp(
        Hypergeometric.logUpperTail(
            counts.failed(), counts.inside(), counts.knownFailed(), counts.known()));
  }

  /** Returns the rates in words. */
  public String text() {
    String failed = alike ? " failed alike" : " failed";
    return "in the fleet, with "
        + with
        + " "
        + of(counts.failed(), counts.inside())
        + failed
        + ", without "
        + of(counts.failedOutside(), counts.outside());
  }

  private static String of(long failed, long runs) {
    return failed + " of " + runs + " runs";
  }
}
