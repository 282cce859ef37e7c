// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import dev.afterimage.core.evidence.Json;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Failure;
import dev.afterimage.core.history.FailureFinder;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.Step;
import dev.afterimage.core.invocation.RequestIds;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.TableRow;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes rows of runs: the run, its steps, their attempts. */
public final class RunRows {
  private static final Set<String> VERSION = Set.of("ExecutedVersion");

  private final String batch;
  private final RowSink sink;
  private final Function<Attempt, Optional<String>> requestOf;

  /** Makes rows that name the ingest {@code batch}. */
  public RunRows(String batch, RowSink sink) {
    this(batch, sink, RequestIds::of);
  }

  /**
   * Makes rows of runs whose attempts were linked to invocations before.
   *
   * @param requestOf the Lambda request that served an attempt
   */
  public RunRows(String batch, RowSink sink, Function<Attempt, Optional<String>> requestOf) {
    this.batch = batch;
    this.sink = sink;
    this.requestOf = requestOf;
  }

  /** Adds the rows of a run that stands alone. */
  public void add(Run run) {
    add(new Runs(List.of(run), List.of(run), List.of(), List.of()), run);
  }

  /**
   * Adds the rows of one run.
   *
   * @param runs those that it may have started, and itself
   */
  public void add(Runs runs, Run run) {
    String machine =
        run.identity().stateMachine().isEmpty() ? "unknown" : run.identity().stateMachine();
    Place place = new Place(machine, Days.of(run.times().start()), arn(run));
    Optional<Failure.Leaf> leaf = FailureFinder.find(runs, run).map(Failure::leaf);
    sink.add(run(run, place, leaf));
    Map<Step.Frame, Fields> items = new HashMap<>();
    for (Step step : run.steps()) {
      Fields item = fields(step, items);
      sink.add(step(step, place));
      for (Attempt attempt : step.attempts()) {
        sink.add(attempt(step, attempt, place, item));
      }
    }
  }

  /** Where the rows of a run stand, and whose they are. */
  private record Place(String machine, String day, String arn) {}

  /** A history that does not say whose it is has a name of its own: its start. */
  private static String arn(Run run) {
    return run.identity()
        .arn()
        .orElseGet(() -> "unknown:" + run.name() + ":" + run.times().start());
  }

  /** The first step of an iteration has the item as its input; the later ones have what it made. */
  private static Fields fields(Step step, Map<Step.Frame, Fields> items) {
    Step.Frame frame = step.id().frame();
    if (frame.index() < 0) {
      return step.attempts().isEmpty() ? Fields.NONE : Fields.of(step.input());
    }
    return items.computeIfAbsent(frame, first -> Fields.of(step.input()));
  }

  private TableRow run(Run run, Place place, Optional<Failure.Leaf> leaf) {
    Optional<String> error = leaf.flatMap(Failure.Leaf::error);
    return new TableRow(Schema.RUNS)
        .text(place.machine())
        .text(place.day())
        .text(place.arn())
        .text(run.name())
        .text(run.status().name())
        .whole(run.times().start().toEpochMilli())
        .whole(run.times().stop().map(Instant::toEpochMilli))
        .whole(run.times().duration().map(Duration::toMillis))
        .text(error)
        .text(leaf.flatMap(l -> Fingerprint.of(error, Optional.of(l.text().cause()))))
        .text(leaf.map(Failure.Leaf::path).filter(path -> !path.isEmpty()))
        .text(
            leaf.flatMap(Failure.Leaf::attempt)
                .flatMap(a -> a.target().function())
                .map(f -> f.name()))
        .whole(run.input().bytes())
        .text(Fields.of(run.input()).json())
        .whole(run.source().events().size())
        .whole(run.source().redrives())
        .truth(run.source().complete())
        .truth(run.identity().express())
        .text(run.identity().mapRunArn())
        .text(batch);
  }

  private TableRow step(Step step, Place place) {
    return new TableRow(Schema.STEPS)
        .text(place.machine())
        .text(place.day())
        .text(place.arn())
        .text(step.path())
        .text(step.id().name())
        .text(step.id().type().name())
        .whole(step.id().enteredEventId())
        .whole(index(step))
        .text(step.end().status().name())
        .text(step.end().error())
        .whole(step.span().entered().toEpochMilli())
        .whole(step.span().left().map(Instant::toEpochMilli))
        .whole(step.span().left().map(l -> Duration.between(step.span().entered(), l).toMillis()))
        .whole(step.attempts().size())
        .whole(step.work().items().map(Integer::longValue))
        .whole(step.input().bytes())
        .whole(step.output().bytes())
        .text(batch);
  }

  private static Optional<Long> index(Step step) {
    int index = step.id().frame().index();
    return index < 0 ? Optional.empty() : Optional.of((long) index);
  }

  private TableRow attempt(Step step, Attempt attempt, Place place, Fields item) {
    Attempt.Target target = attempt.target();
    Attempt.End end = attempt.end();
    return new TableRow(Schema.ATTEMPTS)
        .text(place.machine())
        .text(place.day())
        .text(place.arn())
        .text(step.path())
        .text(step.id().name())
        .whole(step.id().enteredEventId())
        .whole(attempt.number())
        .text(target.service())
        .text(target.action())
        .text(target.function().map(name -> name.name()))
        .text(target.function().flatMap(name -> name.qualifier()))
        .text(end.status().name())
        .text(end.isError() ? end.error() : Optional.empty())
        .text(end.isError() ? Fingerprint.of(end.error(), end.cause()) : Optional.empty())
        .whole(attempt.times().scheduled().toEpochMilli())
        .whole(attempt.times().ended().map(Instant::toEpochMilli))
        .whole(attempt.times().duration().map(Duration::toMillis))
        .text(requestOf.apply(attempt))
        .text(version(attempt))
        .whole(index(step))
        .text(step.id().frame().index() < 0 ? Optional.empty() : item.key())
        .whole(step.input().bytes())
        .text(item.json())
        .text(batch);
  }

  private static Optional<String> version(Attempt attempt) {
    return attempt
        .output()
        .text()
        .filter(text -> text.contains("\"ExecutedVersion\""))
        .flatMap(text -> Optional.ofNullable(Json.texts(text, VERSION).get("ExecutedVersion")));
  }
}
