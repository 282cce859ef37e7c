// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.wire.xml.MemberNames;
import dev.afterimage.lab.endpoint.wire.xml.XmlTree;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** AWS Query: a form with an {@code Action} enters, XML with {@code member} lists leaves. */
final class AwsQuery implements Protocol {

  @Override
  public Optional<Address> address(HttpRequest request) {
    return address(QueryInput.parameters(request), request);
  }

  /**
   * Returns the service that the version of an API belongs to, or that the request is signed for.
   */
  static Optional<Address> address(Map<String, String> parameters, HttpRequest request) {
    String action = parameters.getOrDefault("Action", "");
    if (action.isEmpty()) {
      return Optional.empty();
    }
    String service =
        WireService.ofVersion(parameters.getOrDefault("Version", ""))
            .map(WireService::name)
            .or(() -> Signature.serviceOf(request))
            .orElse("unknown");
    return Optional.of(new Address(service, action));
  }

  @Override
  public ObjectNode input(HttpRequest request, Address address) throws ServiceException {
    return QueryInput.read(QueryInput.parameters(request), UnaryOperator.identity());
  }

  @Override
  public HttpReply answer(Address address, ObjectNode answer, String requestId) {
    String operation = address.operation();
    return reply(
        200,
        requestId,
        new XmlTree(address.service(), new MemberNames())
            .open(operation + "Response", namespace(address))
            .open(operation + "Result", "")
            .members(answer)
            .close()
            .open("ResponseMetadata", "")
            .text("RequestId", requestId)
            .close()
            .finish());
  }

  @Override
  public HttpReply error(Address address, ServiceException error, String requestId) {
    return reply(
        error.httpStatus(),
        requestId,
        new XmlTree(address.service(), new MemberNames())
            .open("ErrorResponse", namespace(address))
            .open("Error", "")
            .text("Type", error.httpStatus() < 500 ? "Sender" : "Receiver")
            .text("Code", error.code())
            .text("Message", error.message())
            .members(error.fields())
            .close()
            .text("RequestId", requestId)
            .finish());
  }

  private static String namespace(Address address) {
    return WireService.named(address.service()).map(WireService::namespace).orElse("");
  }

  private static HttpReply reply(int status, String requestId, String body) {
    return HttpReply.of(status, "text/xml", body).with("x-amzn-RequestId", requestId);
  }
}
