// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.afterimage.lab.api.ServiceException;
import dev.afterimage.lab.endpoint.http.HttpReply;
import dev.afterimage.lab.endpoint.http.HttpRequest;
import dev.afterimage.lab.endpoint.wire.xml.Ec2Names;
import dev.afterimage.lab.endpoint.wire.xml.XmlTree;
import java.util.Map;
import java.util.Optional;

/** EC2's own kind of the query protocol: lists without {@code member}, answers without result. */
final class Ec2Query implements Protocol {
  private static final String EC2 = "ec2";

  @Override
  public Optional<Address> address(HttpRequest request) {
    return AwsQuery.address(QueryInput.parameters(request), request)
        .filter(address -> address.service().equals(EC2));
  }

  @Override
  public ObjectNode input(HttpRequest request, Address address) throws ServiceException {
    Map<String, String> parameters = QueryInput.parameters(request);
    return QueryInput.read(parameters, name -> plural(address.operation(), name));
  }

  /** Lists are named after their items, but for the one that the model has in the singular. */
  private static String plural(String operation, String name) {
    return operation.equals("DescribeNatGateways") && name.equals("Filter") ? name : name + "s";
  }

  @Override
  public HttpReply answer(Address address, ObjectNode answer, String requestId) {
    String namespace = WireService.named(EC2).map(WireService::namespace).orElse("");
    return reply(
        200,
        requestId,
        new XmlTree(EC2, new Ec2Names())
            .open(address.operation() + "Response", namespace)
            .text("requestId", requestId)
            .members(answer)
            .finish());
  }

  @Override
  public HttpReply error(Address address, ServiceException error, String requestId) {
    return reply(
        error.httpStatus(),
        requestId,
        new XmlTree(EC2, new Ec2Names())
            .open("Response", "")
            .open("Errors", "")
            .open("Error", "")
            .text("Code", error.code())
            .text("Message", error.message())
            .close()
            .close()
            .text("RequestID", requestId)
            .finish());
  }

  private static HttpReply reply(int status, String requestId, String body) {
    return HttpReply.of(status, "text/xml;charset=UTF-8", body).with("x-amzn-requestid", requestId);
  }
}
