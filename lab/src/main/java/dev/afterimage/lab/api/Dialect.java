// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.api;

import java.util.Map;

/**
 * How a service words the errors that every service has.
 *
 * @param unknownOperation the code for an operation that does not exist
 * @param invalidParameter the code for a parameter that is wrong or not known
 * @param invalidToken the code for a page token that this call did not give out
 * @param accessDenied the code for a caller without permission
 * @param deniedStatus the HTTP status of that refusal
 */
public record Dialect(
    String unknownOperation,
    String invalidParameter,
    String invalidToken,
    String accessDenied,
    int deniedStatus) {
  private static final String UNKNOWN = "UnknownOperationException";
  private static final String DENIED = "AccessDeniedException";
  private static final Dialect QUERY =
      new Dialect("InvalidAction", "ValidationError", "ValidationError", "AccessDenied", 403);
  private static final Dialect JSON =
      new Dialect(UNKNOWN, "ValidationException", "InvalidToken", DENIED, 400);

  private static final Map<String, Dialect> DIALECTS =
      Map.of(
          "lambda",
              new Dialect(
                  UNKNOWN,
                  "InvalidParameterValueException",
                  "InvalidParameterValueException",
                  DENIED,
                  403),
          "ecr",
              new Dialect(
                  UNKNOWN, "InvalidParameterException", "InvalidParameterException", DENIED, 400),
          "logs",
              new Dialect(
                  UNKNOWN, "InvalidParameterException", "InvalidParameterException", DENIED, 400),
          "cloudtrail",
              new Dialect(
                  UNKNOWN,
                  "InvalidParameterCombinationException",
                  "InvalidNextTokenException",
                  DENIED,
                  400),
          "cloudwatch",
              new Dialect(
                  "InvalidAction",
                  "InvalidParameterValue",
                  "InvalidNextToken",
                  "AccessDenied",
                  403),
          "ec2",
              new Dialect(
                  "InvalidAction",
                  "UnknownParameter",
                  "InvalidNextToken",
                  "UnauthorizedOperation",
                  403),
          "elasticfilesystem", new Dialect(UNKNOWN, "BadRequest", "BadRequest", DENIED, 403),
          "servicequotas",
              new Dialect(
                  UNKNOWN,
                  "IllegalArgumentException",
                  "InvalidPaginationTokenException",
                  DENIED,
                  400),
          "sts", QUERY,
          "iam", QUERY);

  /** Returns the words of a service. */
  public static Dialect of(String service) {
    return DIALECTS.getOrDefault(service, JSON);
  }

  /** Returns the error for an operation that the service does not have here. */
  public ServiceException noOperation(Call call) {
    return new ServiceException(
        unknownOperation, 400, "The action " + call.operation() + " is not valid here.");
  }

  /** Returns the error for a parameter that is wrong, missing or not modelled. */
  public ServiceException invalid(String why) {
    return new ServiceException(invalidParameter, 400, why);
  }

  /** Returns the error for a page token that was not given out for this request. */
  public ServiceException badToken() {
    return new ServiceException(invalidToken, 400, "The pagination token is not valid.");
  }

  ServiceException accessDenied(Call call) {
    String message =
        "User: %s is not authorized to perform: %s because no identity-based policy allows the %s action"
            .formatted(call.caller().arn(), call.action(), call.action());
    return new ServiceException(accessDenied, deniedStatus, message);
  }
}
