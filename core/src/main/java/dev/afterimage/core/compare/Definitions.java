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
   * Returns the definition in force for a run: the one asked for it, that of the version it was
   * started with, else the last of its machine that was put in force before it started. A redriven
   * run keeps its first.
   */
  public Optional<Definition> of(Run run) {
    return asked(run).or(() -> version(run)).or(() -> before(run)).flatMap(Definition::of);
  }

  /**
   * Whether the evidence shows what two runs were started with. The last known definition before a
   * run is a good guess: another may have come and gone unseen.
   */
  boolean areShown(Run left, Run right) {
    boolean inOrder = !right.times().start().isBefore(left.times().start());
    Run earlier = inOrder ? left : right;
    Run later = inOrder ? right : left;
    boolean shownThen = isShown(earlier) || wasInForce(asked(later), earlier.times().start());
    return (isShown(later) && shownThen) || isStillInForce(before(earlier), later.times().start());
  }

  private boolean isShown(Run run) {
    return asked(run).isPresent() || version(run).isPresent();
  }

  private static boolean wasInForce(Optional<EvidenceRecord> record, Instant moment) {
    return record
        .flatMap(r -> r.moment("updateDate"))
        .filter(at -> !at.isAfter(moment))
        .isPresent();
  }

  /** Whether the machine had the same revision when it was described at a later moment. */
  private boolean isStillInForce(Optional<EvidenceRecord> record, Instant moment) {
    Optional<String> revision = record.flatMap(r -> r.text("revisionId"));
    return revision.isPresent()
        && now.stream()
            .filter(n -> n.text("revisionId").equals(revision))
            .flatMap(n -> n.answer().askedAt().stream())
            .anyMatch(asked -> !asked.isBefore(moment));
  }

  private Optional<EvidenceRecord> asked(Run run) {
    return run.identity()
        .arn()
        .flatMap(
            arn ->
                inForce.stream()
                    .filter(r -> r.answer().asked("executionArn").filter(arn::equals).isPresent())
                    .findFirst());
  }

  /** A published version never changes. */
  private Optional<EvidenceRecord> version(Run run) {
    return run.source()
        .description()
        .flatMap(d -> d.text("stateMachineVersionArn"))
        .flatMap(
            arn ->
                now.stream()
                    .filter(r -> r.text("stateMachineArn").filter(arn::equals).isPresent())
                    .findFirst());
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
