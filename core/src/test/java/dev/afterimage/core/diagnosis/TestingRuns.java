// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.CaseFile;
import dev.afterimage.core.evidence.EvidenceException;
import dev.afterimage.core.history.Run;
import dev.afterimage.core.history.RunSelector.SelectionException;
import dev.afterimage.core.testing.TestingCase;
import dev.afterimage.core.testing.TestingHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Histories without logs: a run that went well, and one twenty minutes later. */
final class TestingRuns {
  static final Instant LATER = TestingHistory.START.plus(Duration.ofMinutes(20));

  private TestingRuns() {}

  /** Returns a run of one task that went well. */
  static TestingHistory good() {
    return TestingHistory.of("run-a")
        .entered("Task", "Work", "{\"order\":7}")
        .scheduled("worker")
        .started()
        .after(300)
        .succeeded()
        .exited("Task", "Work")
        .succeed("{}");
  }

  /** Returns the later run, as it has just started. */
  static TestingHistory begun() {
    return TestingHistory.of("run-b", LATER, "{\"order\":7}");
  }

  /** Returns a task that Step Functions gave up; a limit of 0 is none. */
  static TestingHistory timedOut(long afterMs, int timeout, int heartbeat) {
    TestingHistory history = begun().entered("Task", "Work", "{\"order\":7}").scheduled("worker");
    if (timeout > 0) {
      history.details().put("timeoutInSeconds", timeout);
    }
    if (heartbeat > 0) {
      history.details().put("heartbeatInSeconds", heartbeat);
    }
    return history
        .started()
        .after(afterMs)
        .add("TaskTimedOut", "taskTimedOut", "resourceType", "lambda", "error", "States.Timeout")
        .add("ExecutionFailed", "executionFailed", "error", "States.Timeout");
  }

  /** Explains {@code run-b} beside {@code run-a}; the case is written into a folder. */
  static DiagnosisAssert diagnose(Path folder, TestingCase files, TestingHistory b) {
    try {
      CaseFile file = CaseFile.open(List.of(files.run(b).write(folder)));
      Optional<Run> a =
          file.runs().all().stream().filter(run -> run.name().equals("run-a")).findFirst();
      Run run = file.selector(Optional.empty()).find("run-b");
      return DiagnosisAssert.of(
          file.diagnose(new CaseFile.Choice(a, run, "named", "named"), List.of()));
    } catch (EvidenceException | SelectionException e) {
      throw new AssertionError(e);
    }
  }
}
