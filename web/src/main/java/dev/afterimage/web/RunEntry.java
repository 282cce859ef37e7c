// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.web;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.history.Run;
import dev.afterimage.report.Moments;
import dev.afterimage.report.Safe;
import dev.afterimage.report.Story;

/**
 * A run in the list.
 *
 * @param key names it in addresses, the same from start to start
 */
public record RunEntry(String key, String name, String machine, When when, String status) {

  /** When it started, in UTC, and how long it took. */
  public record When(String start, String duration) {}

  public RunEntry {
    requireNonNull(key, "key is null");
  }

  static RunEntry of(Run run, String caseId) {
    return new RunEntry(
        caseId + "." + Digests.brief(identity(run)),
        Safe.line(Story.label(run)),
        Safe.line(run.identity().stateMachine()),
        new When(
            Moments.utc(run.times().start()),
            run.times().duration().map(Moments::words).orElse("not ended")),
        run.status().name());
  }

  static String identity(Run run) {
    return run.identity().arn().orElse(run.name()) + "|" + run.times().start();
  }

  /** Returns {@code good}, {@code bad} or {@code open}. */
  public String tone() {
    return switch (status) {
      case "SUCCEEDED" -> "good";
      case "FAILED", "TIMED_OUT", "ABORTED" -> "bad";
      default -> "open";
    };
  }
}
