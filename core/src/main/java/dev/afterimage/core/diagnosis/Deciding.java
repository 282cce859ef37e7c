// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.diagnosis;

import dev.afterimage.core.history.Run;
import java.util.List;
import java.util.Optional;

/** Names what would decide a cause that was left open, where its own test names nothing. */
final class Deciding {
  private Deciding() {}

  /** Returns the hypothesis; an inconclusive one always names a call or an experiment. */
  static Hypothesis complete(Situation situation, Hypothesis hypothesis) {
    boolean open =
        hypothesis.verdict() == Verdict.INCONCLUSIVE && hypothesis.wouldDecide().isEmpty();
    return open
        ? new Hypothesis(
            hypothesis.cause(),
            hypothesis.verdict(),
            hypothesis.confidence(),
            hypothesis.supporting(),
            hypothesis.opposing(),
            List.of(missing(situation).orElseGet(() -> experiment(situation.run()))))
        : hypothesis;
  }

  /** The first source of evidence that the case lacks. */
  private static Optional<WouldDecide> missing(Situation situation) {
    if (situation.function().isPresent() && !situation.hasFailingLogs()) {
      return Optional.of(
          WouldDecide.call(
              "the logs of the failing invocations",
              Commands.logs(situation),
              "logs:FilterLogEvents"));
    }
    if (situation.baseline().isEmpty()) {
      return Optional.of(
          WouldDecide.call(
              "a run that succeeded, to compare with",
              Commands.succeededRuns(situation.run()),
              "states:ListExecutions"));
    }
    if (situation.provenance().trail().isEmpty()) {
      return Optional.of(
          WouldDecide.call(
              "who changed what between the runs",
              Commands.trail(situation),
              "cloudtrail:LookupEvents"));
    }
    return Optional.empty();
  }

  private static WouldDecide experiment(Run run) {
    return WouldDecide.experiment(
        "whether it fails again with the same input",
        "start the state machine again with the input of "
            + (run.name().isEmpty() ? "this run" : run.name())
            + " (not read-only)");
  }
}
