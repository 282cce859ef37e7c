// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.core.invocation;

import static java.util.Objects.requireNonNull;

import dev.afterimage.core.history.Run;
import java.util.Optional;

/**
 * An attempt that called a Lambda function, with the invocation that served it.
 *
 * @param run the run
 * @param call the attempt, its step and its function
 * @param invocation none where the logs do not hold it or it is not told apart from others
 */
public record LinkedCall(Run run, Run.Call call, Optional<Link> invocation) {

  /** How an attempt was linked to its invocation. */
  public enum Grade {
    /** By the request id. */
    REQUEST_ID,
    /** By function, time and outcome, with no other invocation to choose from. */
    TIME
  }

  /** An invocation and how it was found. */
  public record Link(Invocation invocation, Grade grade) {}

  public LinkedCall {
    requireNonNull(run, "run is null");
    requireNonNull(call, "call is null");
    requireNonNull(invocation, "invocation is null");
  }

  /** Whether Step Functions saw the attempt end in an error. */
  public boolean isFailed() {
    return call.attempt().end().isError();
  }

  /** Returns the invocation, however it was found. */
  public Optional<Invocation> served() {
    return invocation.map(Link::invocation);
  }
}
