// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.fleet.ingest;

import dev.afterimage.core.evidence.Evidence;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.evidence.EvidenceReader;
import dev.afterimage.core.history.Attempt;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.Runs;
import dev.afterimage.core.history.RunsReader;
import dev.afterimage.core.invocation.Fleet;
import dev.afterimage.core.invocation.FleetReader;
import dev.afterimage.core.invocation.Invocation;
import dev.afterimage.core.invocation.LinkedCall;
import dev.afterimage.core.invocation.RequestIds;
import dev.afterimage.fleet.log.Reject;
import dev.afterimage.fleet.rows.EvidenceRows;
import dev.afterimage.fleet.rows.RowSink;
import dev.afterimage.fleet.rows.RunRows;
import dev.afterimage.fleet.rows.SandboxRows;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Makes rows of a case: its runs, linked to their invocations by all that core knows. */
final class CaseIngest {
  private final RowSink sink;
  private final Consumer<Reject> rejects;

  CaseIngest(RowSink sink, Consumer<Reject> rejects) {
    this.sink = sink;
    this.rejects = rejects;
  }

  /**
   * Adds the rows of a case.
   *
   * @param batch what the rows name as their ingest: one for each case
   * @return how many events it has
   */
  long add(Path path, String batch) {
    Evidence evidence;
    try {
      evidence = EvidenceReader.read(path);
    } catch (EvidenceException e) {
      rejects.accept(new Reject(path.toString(), 0, String.valueOf(e.getMessage()), ""));
      return 0;
    }
    evidence
        .gaps()
        .forEach(
            gap ->
                rejects.accept(new Reject(path.toString(), 0, gap.what() + ": " + gap.why(), "")));
    Runs runs = RunsReader.read(evidence);
    Fleet fleet = FleetReader.read(evidence, runs.all());
    IdentityHashMap<Attempt, String> requests = requests(fleet);
    RunRows rows = new RunRows(batch, sink, attempt -> request(attempt, requests));
    long events = 0;
    for (Run run : runs.all()) {
      if (!run.source().events().isEmpty()) {
        rows.add(runs, run);
        events += run.source().events().size();
      }
    }
    SandboxRows sandboxes = new SandboxRows(batch, sink);
    fleet.sandboxes().forEach(sandboxes::add);
    new EvidenceRows(batch, sink).add(evidence);
    return events + fleet.invocations().count();
  }

  private static IdentityHashMap<Attempt, String> requests(Fleet fleet) {
    IdentityHashMap<Attempt, String> requests = new IdentityHashMap<>();
    List<LinkedCall> calls = fleet.calls();
    for (LinkedCall call : calls) {
      call.served()
          .map(Invocation::requestId)
          .ifPresent(id -> requests.put(call.call().attempt(), id));
    }
    return requests;
  }

  private static Optional<String> request(
      Attempt attempt, IdentityHashMap<Attempt, String> requests) {
    return Optional.ofNullable(requests.get(attempt)).or(() -> RequestIds.of(attempt));
  }
}
