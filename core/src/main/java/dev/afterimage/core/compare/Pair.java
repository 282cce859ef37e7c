// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.provenance.Provenance;
import java.time.Instant;
import java.util.Optional;

/**
 * What is compared: a run and its baseline, with all that was rebuilt of them.
 *
 * @param failure how the run under question failed
 */
public record Pair(
    Evidence evidence,
    Optional<Run> a,
    Run b,
    Optional<Failure> failure,
    Fleet fleet,
    Provenance provenance) {
  public Pair {
    requireNonNull(evidence, "evidence is null");
    requireNonNull(a, "a is null");
    requireNonNull(b, "b is null");
    requireNonNull(failure, "failure is null");
    requireNonNull(fleet, "fleet is null");
    requireNonNull(provenance, "provenance is null");
  }

  /** Returns the start of the earlier run. */
  public Instant from() {
    Instant startB = b.times().start();
    return a.map(run -> run.times().start()).filter(at -> at.isBefore(startB)).orElse(startB);
  }

  /** Returns the moment of the failure, else the end of the later run. */
  public Instant until() {
    Instant endB = failure.map(f -> f.leaf().event().at()).orElse(b.lastMoment());
    return a.map(Run::lastMoment).filter(at -> at.isAfter(endB)).orElse(endB);
  }

  /** Returns the function that the failing step called. */
  public Optional<String> failingFunction() {
    return failure
        .flatMap(f -> f.origin().attempt())
        .flatMap(attempt -> attempt.target().function())
        .map(name -> name.name());
  }
}
