// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a run failed: the leaf that failed first, all that failed, and what was cut off with it.
 *
 * @param leaf the failure that brought the run down
 * @param caught the error that a Catch took and that led to the Fail state at the leaf
 * @param attempts every failed attempt of the run and its children
 * @param aborted steps that were cut off
 * @param neverStarted Map items that were not started any more
 */
public record Failure(
    Leaf leaf,
    Optional<Leaf> caught,
    List<FailedAttempt> attempts,
    List<Step> aborted,
    int neverStarted) {

  /**
   * A failure that no other failure of the run brought about.
   *
   * @param path the step's path, with the paths of the runs around a child run before it; empty
   *     where the run failed outside of any step
   */
  public record Leaf(
      Run run,
      Optional<Step> step,
      String path,
      Optional<String> error,
      ErrorText text,
      Event event) {
    /** Returns the attempt that failed last in the step. */
    public Optional<Attempt> attempt() {
      return step.flatMap(
          s ->
              s.attempts().isEmpty()
                  ? Optional.empty()
                  : Optional.of(s.attempts().get(s.attempts().size() - 1)));
    }
  }

  /** The event that shows a failure. */
  public record Event(long id, Instant at, Ref ref) {}

  /** An attempt that failed, with its step's path. */
  public record FailedAttempt(Run run, Step step, Attempt attempt, String path) {
    /** Returns its cause, read. */
    public ErrorText text() {
      return ErrorText.of(attempt.end().cause());
    }
  }

  public Failure {
    requireNonNull(leaf, "leaf is null");
    requireNonNull(caught, "caught is null");
    attempts = List.copyOf(attempts);
    aborted = List.copyOf(aborted);
  }

  /**
   * Returns the failure that is to be explained: what was caught before a Fail state, else the
   * leaf.
   */
  public Leaf origin() {
    return caught.orElse(leaf);
  }
}
