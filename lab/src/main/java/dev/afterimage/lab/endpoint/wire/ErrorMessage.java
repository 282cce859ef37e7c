// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import dev.afterimage.lab.api.ServiceException;
import java.util.Set;

/** What the member of an error that holds its message is called. */
final class ErrorMessage {
  private static final Set<String> CAPITAL =
      Set.of("cloudtrail", "servicequotas", "elasticfilesystem", "xray", "lambda");

  /** Errors of Lambda whose model has it in lower case. */
  private static final Set<String> LOWER =
      Set.of(
          "InvalidParameterValueException",
          "InvalidRequestContentException",
          "TooManyRequestsException");

  private ErrorMessage() {}

  static String member(Address address, ServiceException error) {
    boolean capital = CAPITAL.contains(address.service());
    if (address.service().equals("lambda")) {
      capital = !LOWER.contains(error.code());
    }
    return capital ? "Message" : "message";
  }
}
