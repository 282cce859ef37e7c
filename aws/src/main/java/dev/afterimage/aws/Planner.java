// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.aws;

import dev.afterimage.aws.ask.Asker;
import dev.afterimage.aws.ask.CollectException;
import dev.afterimage.aws.call.CallListener;
import dev.afterimage.aws.call.Caller;
import dev.afterimage.aws.casefile.CaseException;
import dev.afterimage.aws.casefile.CaseStore;
import dev.afterimage.aws.casefile.Folders;
import dev.afterimage.aws.plan.CallPlan;
import dev.afterimage.aws.plan.Planning;
import dev.afterimage.aws.redact.Redactor;
import dev.afterimage.aws.run.RunTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Tells what collecting would call and read. It only describes and lists, asks for metrics and for
 * the last event of each run; nothing stays on disk.
 */
public final class Planner {
  private final Clock clock;
  private final Caller caller;

  /** Creates a planner; it plans once. */
  public Planner(Clock clock, CallListener calls) {
    this.clock = clock;
    this.caller = new Caller(clock, calls);
  }

  /**
   * Returns the plan.
   *
   * @param baseline whether a run that is named alone gets one
   * @throws CollectException where a run cannot be found or described
   * @throws CaseException where there is no room for scratch files
   */
  public CallPlan plan(List<NamedRun> runs, boolean baseline)
      throws CollectException, CaseException {
    try (caller) {
      Path scratch = Files.createTempDirectory("afterimage-plan");
      try (CaseStore store =
          CaseStore.open(
              scratch, new CaseStore.Redaction(Redactor.off().keyId()), clock.instant())) {
        return plan(runs, baseline, store);
      } finally {
        Folders.delete(scratch);
      }
    } catch (IOException e) {
      throw new CaseException("cannot write scratch files: " + e.getMessage(), e);
    }
  }

  private CallPlan plan(List<NamedRun> runs, boolean baseline, CaseStore store)
      throws CollectException, CaseException {
    Places places = new Places(runs.stream().map(NamedRun::access).distinct().toList());
    Asker asker =
        new Asker(caller, store, new Asker.Writing(Redactor.off(), ZoneOffset.UTC, places::of));
    try {
      List<RunTarget> targets = Collector.joined(Collector.resolved(runs, asker));
      return Collector.joined(new Planning(asker, store.asOf()).plan(targets, baseline));
    } finally {
      caller.stop("another call failed");
      asker.settle();
    }
  }
}
