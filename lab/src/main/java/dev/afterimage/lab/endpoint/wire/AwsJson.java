// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.json.Json;
import java.util.Optional;
import java.util.Set;

/**
 * AWS JSON 1.0 and 1.1: the operation is a header, the input and the answer are bodies. Timestamps
 * are epoch seconds.
 */
final class AwsJson implements Protocol {
  private static final String TARGET = "x-amz-target";
  private static final String JSON_1_0 = "application/x-amz-json-1.0";
  private static final String JSON_1_1 = "application/x-amz-json-1.1";

  /** Services that speak 1.0; an error has no request to look at for the version. */
  private static final Set<String> SPEAK_1_0 = Set.of("states", "cloudwatch");

  @Override
  public Optional<Address> address(HttpRequest request) {
    return request.header(TARGET).map(target -> address(request, target));
  }

  private static Address address(HttpRequest request, String target) {
    int dot = target.lastIndexOf('.');
    String prefix = target.substring(0, Math.max(dot, 0));
    String service =
        WireService.targeted(prefix)
            .map(WireService::name)
            .or(() -> Signature.serviceOf(request))
            .orElse(prefix);
    return new Address(service, target.substring(dot + 1));
  }

  @Override
  public ObjectNode input(HttpRequest request, Address address) throws ServiceException {
    return read(request);
  }

  /** Returns the object in a body; an empty one where the body is empty. */
  static ObjectNode read(HttpRequest request) throws ServiceException {
    try {
      return request.body().isEmpty() ? Json.object() : Json.parseObject(request.text());
    } catch (IllegalArgumentException e) {
      throw new ServiceException("SerializationException", 400, "The body is " + e.getMessage());
    }
  }

  @Override
  public HttpReply answer(Address address, ObjectNode answer, String requestId) {
    return reply(address, 200, answer, requestId);
  }

  @Override
  public HttpReply error(Address address, ServiceException error, String requestId) {
    String type = QueryCompatible.shape(address, error);
    ObjectNode body = Json.object("__type", type);
    body.put(ErrorMessage.member(address, error), error.message()).setAll(error.fields());
    HttpReply reply = reply(address, error.httpStatus(), body, requestId);
    return QueryCompatible.mark(reply, address, error);
  }

  private static HttpReply reply(Address address, int status, ObjectNode body, String requestId) {
    String type = SPEAK_1_0.contains(address.service()) ? JSON_1_0 : JSON_1_1;
    return HttpReply.of(status, type, Json.text(body)).with("x-amzn-RequestId", requestId);
  }
}
