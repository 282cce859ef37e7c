// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.http.Parameters;
import dev.afterimage.lab.json.Json;
import java.util.Optional;

/**
 * REST with JSON: method and path are the operation; path, query and body hold the input. It takes
 * what no other protocol claims, so it must be asked last.
 */
final class RestJson implements Protocol {
  private static final String UNKNOWN = "UnknownOperationException";

  @Override
  public Optional<Address> address(HttpRequest request) {
    Address nowhere =
        new Address(
            Signature.serviceOf(request).orElse("unknown"),
            request.method() + " " + request.path());
    return Optional.of(route(request).map(RestRoutes.Route::address).orElse(nowhere));
  }

  private static Optional<RestRoutes.Route> route(HttpRequest request) {
    return RestRoutes.find(
        request.method(), Parameters.segments(request.path()), Parameters.parse(request.query()));
  }

  @Override
  public ObjectNode input(HttpRequest request, Address address) throws ServiceException {
    Optional<RestRoutes.Route> route = route(request);
    if (route.isEmpty()) {
      return Json.object();
    }
    ObjectNode input = AwsJson.read(request);
    input.setAll(
        route
            .get()
            .members(Parameters.segments(request.path()), Parameters.parse(request.query())));
    return input;
  }

  @Override
  public HttpReply answer(Address address, ObjectNode answer, String requestId) {
    return reply(200, answer, requestId);
  }

  @Override
  public HttpReply error(Address address, ServiceException error, String requestId) {
    ObjectNode body = Json.object(ErrorMessage.member(address, error), error.message());
    if (address.service().equals("elasticfilesystem")) {
      body.put("ErrorCode", error.code());
    }
    body.setAll(error.fields());
    int status = error.code().equals(UNKNOWN) ? 404 : error.httpStatus();
    return reply(status, body, requestId).with("x-amzn-ErrorType", error.code());
  }

  private static HttpReply reply(int status, ObjectNode body, String requestId) {
    return HttpReply.of(status, "application/json", Json.text(body))
        .with("x-amzn-RequestId", requestId);
  }
}
