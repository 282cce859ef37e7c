// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

import dev.afterimage.lab.api.ServiceException;

/** What Invoke answers. */
public sealed interface InvokeResult {

  /** Returns the id of the request. */
  String requestId();

  /**
   * The function was invoked.
   *
   * @param statusCode 200, or 202 where nobody waits
   * @param executedVersion the version that ran
   * @param functionError Unhandled where the function failed, else empty
   * @param payload the result or the error as JSON text
   */
  record Answered(
      String requestId,
      int statusCode,
      String executedVersion,
      String functionError,
      String payload)
      implements InvokeResult {
    public Answered {
      requireNonNull(requestId, "requestId is null");
      requireNonNull(executedVersion, "executedVersion is null");
      requireNonNull(functionError, "functionError is null");
      requireNonNull(payload, "payload is null");
    }
  }

  /** The function was not invoked. */
  record Refused(String requestId, ServiceException error) implements InvokeResult {
    public Refused {
      requireNonNull(requestId, "requestId is null");
      requireNonNull(error, "error is null");
    }
  }

  /** Nobody knows whether it was: the connection to Lambda broke. */
  record Lost(String requestId, String exception, String message) implements InvokeResult {
    public Lost {
      requireNonNull(requestId, "requestId is null");
      requireNonNull(exception, "exception is null");
      requireNonNull(message, "message is null");
    }
  }
}
