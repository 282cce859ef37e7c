// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run whose history is in the case.
 *
 * @param description the answer of describe-execution; empty where there is none
 * @param machine the answer of describe-state-machine; empty where there is none
 * @param children runs that it started, as far as they were read
 * @param depth how many calls had to be made one after another to know all this
 */
public record GatheredRun(
    RunTarget target,
    ObjectNode description,
    ObjectNode machine,
    HistoryFacts facts,
    List<GatheredRun> children,
    int depth) {
  public GatheredRun {
    requireNonNull(target, "target is null");
    requireNonNull(description, "description is null");
    requireNonNull(machine, "machine is null");
    requireNonNull(facts, "facts is null");
    children = List.copyOf(children);
  }

  /** Returns the run with all runs below it. */
  public Stream<GatheredRun> family() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(GatheredRun::family));
  }

  /** Returns when it started, where that is known. */
  public Optional<Instant> start() {
    return start(description).or(target::start);
  }

  /** Returns when it was over; none while it runs. */
  public Optional<Instant> stop() {
    return Timestamps.parse(description.path("stopDate"));
  }

  /** Whether it succeeded. */
  public boolean hasSucceeded() {
    return Json.text(description, "status").filter("SUCCEEDED"::equals).isPresent();
  }

  static Optional<Instant> start(ObjectNode description) {
    return Timestamps.parse(description.path("startDate"));
  }
}
