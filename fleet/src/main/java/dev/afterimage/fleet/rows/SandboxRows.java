// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.rows;

import dev.afterimage.core.evidence.LogEvent;
import dev.afterimage.core.invocation.FleetReader;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LogLine;
import dev.afterimage.core.invocation.Sandbox;
import dev.afterimage.core.invocation.StreamId;
import dev.afterimage.fleet.table.Schema;
import dev.afterimage.fleet.table.TableRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes rows of sandboxes and of the invocations they served. */
public final class SandboxRows {
  private static final String LAMBDA_GROUP = "/aws/lambda/";

  private final String batch;
  private final RowSink sink;

  /** Makes rows that name the ingest {@code batch}. */
  public SandboxRows(String batch, RowSink sink) {
    this.batch = batch;
    this.sink = sink;
  }

  /**
   * Adds the rows of the sandbox that lines of one stream show.
   *
   * @param lines in the order of time
   */
  public void add(Optional<String> group, String stream, List<LogEvent> lines) {
    StreamId id = new StreamId(group, stream);
    Optional<String> function =
        group
            .filter(name -> name.startsWith(LAMBDA_GROUP))
            .map(name -> name.substring(LAMBDA_GROUP.length()))
            .or(id::function);
    FleetReader.sandbox(id, function, lines).ifPresent(this::add);
  }

  /** Adds the rows of a sandbox; none where nobody knows whose it is. */
  public void add(Sandbox sandbox) {
    sandbox.function().ifPresent(function -> add(sandbox, function));
  }

  private void add(Sandbox sandbox, String function) {
    Instant last = sandbox.firstSeen();
    for (Sandbox.Generation generation : sandbox.generations()) {
      for (Invocation invocation : generation.invocations()) {
        sink.add(invocation(sandbox, function, invocation));
        last = invocation.lastSeen().isAfter(last) ? invocation.lastSeen() : last;
      }
    }
    sink.add(
        new TableRow(Schema.SANDBOXES)
            .text(function)
            .text(Days.of(sandbox.firstSeen()))
            .text(sandbox.stream().name())
            .text(sandbox.version())
            .whole(sandbox.firstSeen().toEpochMilli())
            .whole(last.toEpochMilli())
            .whole(sandbox.generations().size())
            .text(batch));
  }

  private TableRow invocation(Sandbox sandbox, String function, Invocation invocation) {
    Optional<LogLine.Metrics> metrics = invocation.report().map(report -> report.line().metrics());
    Invocation.Place place = invocation.place();
    boolean starts = place.ordinal() == 0 && place.start().known();
    return new TableRow(Schema.INVOCATIONS)
        .text(function)
        .text(Days.of(invocation.times().start()))
        .text(sandbox.stream().name())
        .text(sandbox.version())
        .text(invocation.requestId())
        .whole(invocation.times().start().toEpochMilli())
        .whole(invocation.times().end().map(Instant::toEpochMilli))
        .text(invocation.outcome().name())
        .text(invocation.shownError().map(LogLine.ShownError::type))
        .number(metrics.flatMap(LogLine.Metrics::durationMs))
        .number(metrics.flatMap(LogLine.Metrics::billedMs))
        .number(metrics.flatMap(LogLine.Metrics::memorySizeMb))
        .number(metrics.flatMap(LogLine.Metrics::maxMemoryUsedMb))
        .number(metrics.flatMap(LogLine.Metrics::initMs))
        .truth(starts)
        .whole(starts ? Optional.of(place.start().latest().toEpochMilli()) : Optional.empty())
        .text(batch);
  }
}
