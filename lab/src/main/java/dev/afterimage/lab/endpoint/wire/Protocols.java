// SPDX-License-Identifier: Apache-2.0
package dev.afterimage.lab.endpoint.wire;

import dev.afterimage.lab.endpoint.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/** The protocols, in the order in which a request is held against them. */
public final class Protocols {

  /**
   * A request whose protocol and address are known.
   *
   * @param protocol the protocol that it is in
   * @param address what it is addressed to
   */
  public record Addressed(Protocol protocol, Address address) {}

  private static final List<Protocol> ALL =
      List.of(new RpcCbor(), new AwsJson(), new Ec2Query(), new AwsQuery(), new RestJson());

  private Protocols() {}

  /**
   * Returns the protocol and the address of a request. What no other protocol claims is REST.
   *
   * @throws IllegalArgumentException where the request's percent-encoding is broken
   */
  public static Addressed of(HttpRequest request) {
    for (Protocol protocol : ALL) {
      Optional<Address> address = protocol.address(request);
      if (address.isPresent()) {
        return new Addressed(protocol, address.get());
      }
    }
    throw new IllegalStateException("no protocol took " + request.method() + " " + request.path());
  }
}
