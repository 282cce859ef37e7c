// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.history;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.evidence.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try of a task; retries are further attempts of one step.
 *
 * @param number its place under its step, from 1
 * @param output what it gave back; missing while it has not succeeded
 */
public record Attempt(
    int number, Target target, Times times, Payload input, Payload output, End end) {

  /**
   * What the attempt called.
   *
   * @param service as Step Functions names it: {@code lambda}, {@code aws-sdk:lambda}, {@code sqs}
   * @param action the resource of the task: {@code invoke}, {@code startExecution.sync}
   * @param function the Lambda function, where it called one
   * @param timeoutSeconds the state's limit for one attempt
   * @param heartbeatSeconds the state's limit between heartbeats
   */
  public record Target(
      String service,
      String action,
      Optional<FunctionName> function,
      Optional<Long> timeoutSeconds,
      Optional<Long> heartbeatSeconds) {

    /** Whether Step Functions turns an error of the function into an error of the task. */
    public boolean isInvoke() {
      return service.equals("lambda");
    }

    /** Whether the task waits for a callback with its token. */
    public boolean waitsForToken() {
      return action.endsWith(".waitForTaskToken");
    }
  }

  /** When the attempt was scheduled, started, handed over and ended. */
  public record Times(
      Instant scheduled,
      Optional<Instant> started,
      Optional<Instant> submitted,
      Optional<Instant> ended) {

    /** Returns the time from scheduling to the end. */
    public Optional<Duration> duration() {
      return ended.map(end -> Duration.between(scheduled, end));
    }
  }

  /** How an attempt ended. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    /** Cut off with its run or its siblings, or not ended yet. */
    OPEN
  }

  /**
   * The end of an attempt.
   *
   * @param error the error's name, as Step Functions gives it
   * @param cause its cause, as Step Functions gives it
   * @param eventId the event that ended it; the last one seen where it is open
   */
  public record End(
      Status status, Optional<String> error, Optional<String> cause, long eventId, Ref ref) {
    /** Whether it ended in an error. */
    public boolean isError() {
      return status == Status.FAILED || status == Status.TIMED_OUT;
    }
  }

  public Attempt {
    requireNonNull(target, "target is null");
    requireNonNull(times, "times is null");
    requireNonNull(input, "input is null");
    requireNonNull(output, "output is null");
    requireNonNull(end, "end is null");
  }
}
