// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.compare;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.history.Arns;
import dev.afterimage.core.history.Run;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The definitions that the evidence shows, and which of them a run was started with. */
public final class Definitions {
  private final List<EvidenceRecord> inForce;
  private final List<EvidenceRecord> now;

  /** Collects the definitions of a case. */
  public Definitions(Evidence evidence) {
    this.inForce = evidence.records(Kind.EXECUTION_DEFINITION);
    this.now = evidence.records(Kind.STATE_MACHINE);
  }

  /**
   * Returns the definition in force for a run: the one asked for it, else the last of its machine
   * that was put in force before it started. A redriven run keeps its first.
   */
  public Optional<Definition> of(Run run) {
    Optional<EvidenceRecord> asked =
        run.identity()
            .arn()
            .flatMap(
                arn ->
                    inForce.stream()
                        .filter(
                            r -> r.answer().asked("executionArn").filter(arn::equals).isPresent())
                        .findFirst());
    return asked.or(() -> before(run)).flatMap(Definition::of);
  }

  private Optional<EvidenceRecord> before(Run run) {
    Instant start = run.times().start();
    return inForce.stream()
        .filter(record -> isOfMachine(record, run))
        .filter(record -> record.text("mapRunArn").equals(run.identity().mapRunArn()))
        .filter(r -> r.moment("updateDate").filter(at -> !at.isAfter(start)).isPresent())
        .max(Comparator.comparing(record -> record.moment("updateDate").orElse(Instant.MIN)));
  }

  /** Returns the definition that a machine has now: a lead, unless nothing else is known. */
  public Optional<Definition> now(Run run) {
    return now.stream().filter(r -> isOfMachine(r, run)).findFirst().flatMap(Definition::of);
  }

  private static boolean isOfMachine(EvidenceRecord record, Run run) {
    Optional<String> machine =
        run.identity()
            .stateMachineArn()
            .or(() -> run.identity().arn().map(Arns::stateMachineOfExecution));
    return machine.isEmpty()
        || record.text("stateMachineArn").map(Arns::unqualified).equals(machine);
  }
}
