// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import dev.afterimage.core.compare.Change;
import dev.afterimage.core.compare.TrailChanges;
import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceRecord;
import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.evidence.Kind;
import dev.afterimage.core.history.Arns;
import dev.afterimage.core.provenance.FunctionState;
import dev.afterimage.core.provenance.FunctionStates;
import dev.afterimage.core.provenance.ProvenanceReader;
import dev.afterimage.core.provenance.Trail;
import dev.afterimage.core.provenance.TrailEvent;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.TableRow;
import java.time.Instant;
import java.util.Optional;

/** Makes rows of what answers and CloudTrail tell of code and of changes. */
public final class EvidenceRows {
  private final String batch;
  private final RowSink sink;

  /** Makes rows that name the ingest {@code batch}. */
  public EvidenceRows(String batch, RowSink sink) {
    this.batch = batch;
    this.sink = sink;
  }

  /** Adds the rows of a case. */
  public void add(Evidence evidence) {
    Trail trail = ProvenanceReader.trail(evidence);
    FunctionStates states = ProvenanceReader.states(evidence, trail);
    for (String function : states.functions()) {
      states.of(function).forEach(this::image);
    }
    TrailChanges.of(trail.events().stream()).forEach(this::change);
    trail.events().stream().filter(TrailEvent::succeeded).forEach(this::functionChange);
    evidence.stream(Kind.EXECUTION_DEFINITION).forEach(this::definition);
  }

  private void image(FunctionState state) {
    Optional<Instant> from = state.validity().modified().or(() -> state.validity().askedAt());
    from.ifPresent(
        moment ->
            sink.add(
                new TableRow(Schema.IMAGES_IN_FORCE)
                    .text(state.function())
                    .text(Days.of(moment))
                    .text(state.version())
                    .text(state.code().digest())
                    .text(state.code().type().name())
                    .whole(moment.toEpochMilli())
                    .whole(state.validity().askedAt().map(Instant::toEpochMilli))
                    .text(state.code().uri())
                    .text(batch)));
  }

  private void change(Change change) {
    change
        .origin()
        .at()
        .ifPresent(
            at -> {
              boolean definition = change.kind() == Change.Kind.DEFINITION;
              String subject = change.field().subject();
              row(
                  change.kind(),
                  definition ? machine(subject) : subject,
                  new What(
                      change.field().name(),
                      at,
                      change.origin().by(),
                      definition ? Optional.of(at.toString()) : Optional.empty()));
            });
  }

  /** Updates of functions: the changes between two runs take them from the functions' answers. */
  private void functionChange(TrailEvent event) {
    Optional<Change.Kind> kind =
        event.is("lambda", "UpdateFunctionCode")
            ? Optional.of(Change.Kind.CODE)
            : event.is("lambda", "UpdateFunctionConfiguration")
                ? Optional.of(Change.Kind.CONFIGURATION)
                : event.is("lambda", "PutFunctionConcurrency")
                        || event.is("lambda", "DeleteFunctionConcurrency")
                    ? Optional.of(Change.Kind.CONCURRENCY)
                    : Optional.empty();
    Optional<String> function = event.function();
    if (kind.isPresent() && function.isPresent()) {
      row(
          kind.get(),
          function.get(),
          new What(
              event.name(),
              event.at(),
              Optional.of(event.actor()),
              Json.text(event.response(), "codeSha256")));
    }
  }

  private void definition(EvidenceRecord record) {
    Optional<Instant> at = record.moment("updateDate");
    Optional<String> machine = record.text("stateMachineArn");
    if (at.isPresent() && machine.isPresent()) {
      row(
          Change.Kind.DEFINITION,
          machine(machine.get()),
          new What("updateDate", at.get(), Optional.empty(), Optional.of(at.get().toString())));
    }
  }

  private static String machine(String arn) {
    String plain = Arns.unqualified(arn);
    return plain.substring(plain.lastIndexOf(':') + 1);
  }

  private record What(String name, Instant at, Optional<String> actor, Optional<String> value) {}

  private void row(Change.Kind kind, String subject, What what) {
    sink.add(
        new TableRow(Schema.CHANGES)
            .text(subject)
            .text(Days.of(what.at()))
            .text(kind.name())
            .text(what.name())
            .whole(what.at().toEpochMilli())
            .text(what.actor())
            .text(what.value())
            .text(batch));
  }
}
