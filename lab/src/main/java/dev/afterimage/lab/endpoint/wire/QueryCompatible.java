// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import java.util.Map;

/**
 * CloudWatch began with the query protocol: in its younger protocols an error has the name of its
 * shape, and a header repeats the code that it had in the query protocol.
 */
final class QueryCompatible {
  private static final Map<String, String> SHAPES =
      Map.of(
          "InternalServiceError", "InternalServiceFault",
          "InvalidFormat", "InvalidFormatFault",
          "InvalidNextToken", "InvalidNextToken",
          "LimitExceeded", "LimitExceededFault",
          "MissingParameter", "MissingRequiredParameterException",
          "ResourceNotFound", "ResourceNotFound",
          "SignatureDoesNotMatch", "InvalidSignatureException",
          "InvalidAction", "UnknownOperationException");

  private QueryCompatible() {}

  /** Returns the name of an error's shape. */
  static String shape(Address address, ServiceException error) {
    if (!isCompatible(address) || error.code().endsWith("Exception")) {
      return error.code();
    }
    return SHAPES.getOrDefault(error.code(), error.code() + "Exception");
  }

  /** Returns the reply with the code of the query protocol, where the service has one. */
  static HttpReply mark(HttpReply reply, Address address, ServiceException error) {
    if (!isCompatible(address)) {
      return reply;
    }
    String fault = error.httpStatus() < 500 ? ";Sender" : ";Receiver";
    return reply.with("x-amzn-query-error", error.code() + fault);
  }

  private static boolean isCompatible(Address address) {
    return address.service().equals("cloudwatch");
  }
}
