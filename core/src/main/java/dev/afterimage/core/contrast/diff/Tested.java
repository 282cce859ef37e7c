// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.contrast.diff;

import dev.afterimage.core.contrast.stats.Hypergeometric;

/**
 * A candidate after its exact test.
 *
 * @param logTried natural logarithm of how many tests it stands among
 */
record Tested(Candidate candidate, Finding.Proof proof, double logTried)
    implements Comparable<Tested> {

  Combination combination() {
    return candidate.combination();
  }

  /** Returns the logarithm of the p-value of a table of the same combination. */
  double logP(Counts counts) {
    return logP(counts, proof.designEffect());
  }

  /** Rows that fail together count as one: all counts are divided by the design effect. */
  static double logP(Counts counts, double designEffect) {
    long failed = (long) (counts.failed() / designEffect);
    long inside = failed + (long) StrictMath.ceil(counts.ok() / designEffect);
    long knownFailed = failed + (long) (counts.failedOutside() / designEffect);
    long knownOk = inside - failed + (long) ((counts.knownOk() - counts.ok()) / designEffect);
    return Hypergeometric.logUpperTail(failed, inside, knownFailed, knownFailed + knownOk);
  }

  @Override
  public int compareTo(Tested other) {
    return candidate.compareTo(other.candidate);
  }
}
