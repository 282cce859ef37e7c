// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.lambda;

import static java.util.Objects.requireNonNull;

/**
 * A request to invoke a function.
 *
 * @param function its name or ARN, with or without a qualifier
 * @param qualifier a version or alias; empty where there is none
 * @param payload the event as JSON text
 * @param callerRole the role of who invokes
 * @param isAsync whether nobody waits for the result
 */
public record InvokeRequest(
    String function, String qualifier, String payload, String callerRole, boolean isAsync) {
  public InvokeRequest {
    requireNonNull(function, "function is null");
    requireNonNull(qualifier, "qualifier is null");
    requireNonNull(payload, "payload is null");
    requireNonNull(callerRole, "callerRole is null");
  }

  /** Returns the function's bare name. */
  String bareName() {
    String[] parts = function.split(":", -1);
    return parts.length < 3 ? parts[0] : parts[6];
  }

  /** Returns the qualifier, from wherever it was given; empty for none. */
  String anyQualifier() {
    String[] parts = function.split(":", -1);
    if (!qualifier.isEmpty()) {
      return qualifier;
    }
    if (parts.length == 2) {
      return parts[1];
    }
    return parts.length > 7 ? parts[7] : "";
  }
}
